import { IconList, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { transfersApi, type TransferRow, type TransferState } from '@/api/transfers';
import { usePageTitle } from '@/shared/hooks';
import { formatNumber } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { CountBadge, DateText, ErrorState, LinkButton, PersonText, PlaceText, SkeletonRows } from '@/shared/ui';
import { StateBadge } from './badges';
import { transferHref } from './definition';
import classes from './board.module.css';

const COLUMNS: TransferState[] = ['draft', 'pending', 'approved', 'in_transit', 'partially_received', 'received'];
const SHOWN = 30;

/** Transfers by where they stand, the newest first; it moves when somebody moves one on. */
export function TransferBoard() {
  const { t } = useTranslation('transfers');
  const requests = usePermission('movements.request');
  usePageTitle(t('title'));
  const columns = useQueries({
    queries: COLUMNS.map((state) => ({
      queryKey: ['transfers', 'board', state],
      queryFn: ({ signal }: { signal: AbortSignal }) => transfersApi.list({ state: [state], page_size: SHOWN, sort: '-created_at' }, signal),
      placeholderData: keepPreviousData,
    })),
  });
  const failed = columns.filter((column) => column.isError && !column.data);
  return (
    <div className={classes.page}>
      <header className={classes.boardHead}>
        <h1 tabIndex={-1}>{t('title')}</h1>
        <span className="grow" />
        <LinkButton to="/transferencias" icon={<IconList size={16} aria-hidden />}>
          {t('board.list')}
        </LinkButton>
        {requests && (
          <LinkButton to="/transferencias/nova" variant="primary" icon={<IconPlus size={16} aria-hidden />}>
            {t('editor.new')}
          </LinkButton>
        )}
      </header>
      {failed.length > 0 ? (
        <ErrorState error={failed[0]!.error} title={t('board.failed')} onRetry={() => failed.forEach((column) => void column.refetch())} retrying={failed.some((column) => column.isFetching)} />
      ) : (
        <div className={classes.board} tabIndex={0} role="region" aria-label={t('board.label')}>
          {COLUMNS.map((state, index) => (
            <Column key={state} state={state} rows={columns[index]!} />
          ))}
        </div>
      )}
    </div>
  );
}

type Rows = UseQueryResult<Awaited<ReturnType<typeof transfersApi.list>>>;

function Column({ state, rows: { data } }: { state: TransferState; rows: Rows }) {
  const { t } = useTranslation('transfers');
  return (
    <section className={classes.column} aria-label={t(`board.column.${state}`)}>
      <header>
        <StateBadge state={state} />
        {data && <CountBadge value={formatNumber(data.total)} />}
      </header>
      {!data ? (
        <SkeletonRows rows={3} />
      ) : (
        <ul className={classes.cards}>
          {data.items.map((row) => (
            <li key={row.id}>
              <Card row={row} />
            </li>
          ))}
        </ul>
      )}
      {data && data.items.length === 0 && <p className="t3">{t('board.none')}</p>}
      {data && data.total > SHOWN && <Link to={`/transferencias?state=${state}`}>{t('board.more', { count: data.total - SHOWN })}</Link>}
    </section>
  );
}

function Card({ row }: { row: TransferRow }) {
  const { t } = useTranslation('transfers');
  return (
    <Link to={transferHref(row.id)}>
      <span className={classes.row}>
        <b className="mono">{row.number}</b>
        <span className="cap">{t('progress', { received: row.received, items: row.items })}</span>
      </span>
      {row.kind === 'assignment' ? <PersonText person={row.to_responsible} /> : <PlaceText place={row.to_location} />}
      <span className="cap ell">{row.reason}</span>
      <span className={classes.row}>
        <span className="cap ell">{row.requester.name}</span>
        <span className="cap">
          <DateText value={row.created_at} />
        </span>
      </span>
    </Link>
  );
}
