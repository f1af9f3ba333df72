import type { AssetRow } from '@/api/types';
import { StatusBadge } from '@/entities/asset';
import { Money, PlaceText, Plate } from '@/shared/ui';
import classes from './assets.module.css';

/** An asset on a phone: name and status, then plate, place and value. */
export function AssetCard({ row }: { row: AssetRow }) {
  return (
    <span className={classes.card}>
      <b className={classes.cardName}>{row.name}</b>
      <StatusBadge status={row.status} inList />
      <span className={classes.cardLine}>
        <Plate code={row.tag} />
        <span className="grow">
          <PlaceText place={row.location} />
        </span>
        <span className={classes.cardValue}>
          <Money value={row.purchase_value} />
        </span>
      </span>
    </span>
  );
}
