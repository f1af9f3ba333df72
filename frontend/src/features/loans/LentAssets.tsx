import { useTranslation } from 'react-i18next';
import type { Id } from '@/api/types';
import { ChosenList, ChosenRow, type ChosenAsset } from '@/entities/asset';
import classes from './loans.module.css';

interface LentAssetsProps {
  assets: ChosenAsset[];
  /** What goes with each of them, by its id. */
  accessories: Record<Id, string>;
  onAccessories: (id: Id, text: string) => void;
  /** What is wrong with one of them. */
  wrong?: (id: Id) => string | null;
  onRemove?: (ids: Id[]) => void;
}

/** The assets of a new loan, and what goes with each of them. */
export function LentAssets({ assets, accessories, onAccessories, wrong, onRemove }: LentAssetsProps) {
  const { t } = useTranslation('loans');
  return (
    <ChosenList stopping={assets.filter(({ id }) => wrong?.(id)).map(({ id }) => id)} onRemove={onRemove}>
      {assets.map((asset) => (
        <ChosenRow key={asset.id} asset={asset} wrong={wrong?.(asset.id)} beside onRemove={onRemove && ((id) => onRemove([id]))}>
          <input
            aria-label={t('create.accessoriesOf', { tag: asset.tag })}
            className={classes.input}
            placeholder={t('create.accessories')}
            maxLength={300}
            value={accessories[asset.id] ?? ''}
            onChange={(event) => onAccessories(asset.id, event.target.value)}
          />
        </ChosenRow>
      ))}
    </ChosenList>
  );
}
