import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TransferLine } from '@/api/transfers';
import { ConditionBadge } from '@/entities/asset';
import { AttachmentsButton } from '@/shared/attachments';
import { PlaceText, Plate } from '@/shared/ui';
import { ItemBadge } from './badges';
import { itemAttachments } from './queries';
import classes from './transfers.module.css';

/** The assets of a transfer: where each came from, and what became of it. */
export function Lines({ lines }: { lines: TransferLine[] }) {
  const { t } = useTranslation('transfers');
  return (
    <>
      <VisuallyHidden component="h2">{t('tab.assets')}</VisuallyHidden>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <li key={line.asset_id}>
            <Plate code={line.tag} />
            <Link to={`/ativos/${line.asset_id}`} className={classes.name}>
              {line.name}
            </Link>
            <span className={classes.from}>
              <PlaceText place={line.from_location} />
            </span>
            <ItemBadge state={line.state} />
            <AttachmentsButton name="transfers" root={itemAttachments(line)} count={line.attachments} of={line.tag} />
            {(line.condition || line.note) && (
              <span className={classes.note}>
                {line.condition && <ConditionBadge condition={line.condition} />}
                {line.note}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
