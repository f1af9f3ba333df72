import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Id, MovementOut } from '@/api/types';
import { useAssetMovements } from '@/entities/asset';
import { documentHref } from '@/entities/document';
import { Sheet } from '@/shared/detail';
import { usePermission } from '@/shared/store/store';
import { Button, DateText, EmptyState, ErrorState, SkeletonRows } from '@/shared/ui';
import classes from './asset-detail.module.css';
import { PastPosition } from './PastPosition';

/** The ledger of an asset: every change of place, responsible or status that took effect. */
export function MovementsTab({ id }: { id: Id }) {
  const { t } = useTranslation('asset-detail');
  const query = useAssetMovements(id);
  if (query.isPending) return <SkeletonRows rows={6} />;
  if (query.isError && !query.data) return <ErrorState error={query.error} title={t('movements.failed')} onRetry={() => void query.refetch()} />;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return <EmptyState icon={<IconArrowsExchange size={28} stroke={1.5} />} title={t('movements.empty')} text={t('movements.emptyText')} />;
  return (
    <Sheet>
      <PastPosition id={id} />
      <ol className={classes.movements}>
        {items.map((item) => (
          <Movement key={item.id} movement={item} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('movements.more')}
        </Button>
      )}
    </Sheet>
  );
}

function Movement({ movement }: { movement: MovementOut }) {
  const { t } = useTranslation('asset-detail');
  const { t: te } = useTranslation('entities');
  const opens = usePermission('disposals.read');
  const statusWord = (status: string | null | undefined) => (status ? te(`asset.status.${status}`, { defaultValue: status }) : null);
  const seen = (field: MovementOut['hidden'][number], name: string | undefined) => (movement.hidden.includes(field) ? t('movements.hidden') : name);
  return (
    <li>
      <div className="row">
        <span className="mono t3">{movement.seq}</span>
        <b>{te(`asset.movement.${movement.type}`, { defaultValue: movement.type })}</b>
        <span className="grow" />
        <span className="cap">
          <DateText value={movement.created_at} time />
        </span>
      </div>
      <Change label={te('asset.field.location')} from={seen('from_location', movement.from_location?.full_name)} to={seen('to_location', movement.to_location?.full_name)} />
      <Change label={te('asset.field.responsible')} from={seen('from_responsible', movement.from_responsible?.name)} to={seen('to_responsible', movement.to_responsible?.name)} />
      <Change label={te('asset.field.status')} from={statusWord(movement.from_status)} to={statusWord(movement.to_status)} />
      {movement.disposal_id && opens && (
        <Link to={documentHref('disposal', movement.disposal_id)!} className="cap">
          {t('movements.disposal')}
        </Link>
      )}
      {(movement.reason || movement.requester?.name) && (
        <p className="cap">
          {movement.requester?.name}
          {movement.requester?.name && movement.reason && ' · '}
          {movement.reason && t('movements.reason', { reason: movement.reason })}
        </p>
      )}
    </li>
  );
}

function Change({ label, from, to }: { label: string; from: string | null | undefined; to: string | null | undefined }) {
  const { t } = useTranslation('shared');
  if ((from ?? null) === (to ?? null)) return null;
  return (
    <div className={classes.change}>
      <span className="t3">{label}</span>
      <s>{from ?? t('timeline.emptyValue')}</s>
      <span aria-hidden>→</span>
      <b>{to ?? t('timeline.emptyValue')}</b>
    </div>
  );
}
