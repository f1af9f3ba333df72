import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Id } from '@/api/types';
import type { ChosenAsset } from '@/entities/asset';
import { IconButton, Plate } from '@/shared/ui';
import classes from './loans.module.css';

interface LentAssetsProps {
  assets: ChosenAsset[];
  /** What goes with each of them, by its id. */
  accessories: Record<Id, string>;
  onAccessories: (id: Id, text: string) => void;
  /** What is wrong with one of them. */
  wrong?: (id: Id) => string | null;
  onRemove?: (id: Id) => void;
}

/** The assets of a new loan, and what goes with each of them. */
export function LentAssets({ assets, accessories, onAccessories, wrong, onRemove }: LentAssetsProps) {
  const { t } = useTranslation('loans');
  return (
    <ul className={classes.lent} data-removable={onRemove && true}>
      {assets.map((asset) => {
        const error = wrong?.(asset.id);
        return (
          <li key={asset.id}>
            <Plate code={asset.tag} />
            <span className={classes.name}>{asset.name}</span>
            <input
              aria-label={t('create.accessoriesOf', { tag: asset.tag })}
              className={classes.input}
              placeholder={t('create.accessories')}
              maxLength={300}
              value={accessories[asset.id] ?? ''}
              onChange={(event) => onAccessories(asset.id, event.target.value)}
            />
            {onRemove && (
              <IconButton label={t('reservation.remove', { tag: asset.tag })} onClick={() => onRemove(asset.id)}>
                <IconX size={16} aria-hidden />
              </IconButton>
            )}
            {error && <p className={classes.wrong}>{error}</p>}
          </li>
        );
      })}
    </ul>
  );
}
