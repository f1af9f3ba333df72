import { IconHistoryToggle, IconPackage, IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { assetsApi } from '@/api/assets';
import type { AssetRow, AssetStatus, AssetSummary, FilterQuery } from '@/api/types';
import { formatMoney, formatNumber } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { Card, EmptyState, ErrorState, LinkButton, Money, PlaceText, Plate, SkeletonRows } from '@/shared/ui';
import { StatusBadge, STATUSES } from './badges';
import classes from './holdings.module.css';

const SHOWN = 10;

interface HoldingsProps {
  /** Which assets ("responsible_id": …), as the list of assets has it in its address. */
  filter: FilterQuery;
  title: string;
  /** Said where there are none. */
  none: string;
}

const addressOf = (path: string, filter: FilterQuery) => `${path}?${new URLSearchParams(Object.entries(filter).map(([key, item]) => [key, String(item as string)])).toString()}`;

/** What hangs on a person or a supplier: how many assets, what they are worth, where they stand, the first of them, and the way to all. */
export function Holdings({ filter, title, none }: HoldingsProps) {
  const { t } = useTranslation('entities');
  const labels = usePermission('assets.labels');
  const summary = useQuery({ queryKey: ['assets', 'summary', filter], queryFn: ({ signal }) => assetsApi.summary(filter, signal) });
  const rows = useQuery({ queryKey: ['assets', 'first', filter], queryFn: ({ signal }) => assetsApi.list({ ...filter, page_size: SHOWN, sort: 'tag' }, signal) });
  const failed = summary.error ?? rows.error;
  if (failed && (!summary.data || !rows.data)) {
    const retry = () => void Promise.all([summary.refetch(), rows.refetch()]);
    return (
      <Card title={title}>
        <ErrorState error={failed} title={t('holdings.failed')} onRetry={retry} retrying={summary.isFetching || rows.isFetching} />
      </Card>
    );
  }
  if (!summary.data || !rows.data) {
    return (
      <Card title={title} flush>
        <SkeletonRows rows={8} />
      </Card>
    );
  }
  if (summary.data.count === 0) {
    return (
      <Card title={title}>
        <EmptyState icon={<IconPackage size={28} stroke={1.5} />} title={none} />
      </Card>
    );
  }
  const { count } = summary.data;
  return (
    <Card title={title} flush>
      <Figures summary={summary.data} filter={filter} />
      <Rows rows={rows.data.items} label={title} />
      <div className={classes.foot}>
        <LinkButton to={addressOf('/ativos', filter)} icon={<IconPackage size={16} aria-hidden />}>
          {t('holdings.all', { count, formatted: formatNumber(count) })}
        </LinkButton>
        {'responsible_id' in filter && (
          <LinkButton to={addressOf('/posicao', filter)} variant="quiet" icon={<IconHistoryToggle size={16} aria-hidden />}>
            {t('holdings.onADay')}
          </LinkButton>
        )}
        {labels && 'responsible_id' in filter && (
          <LinkButton to={addressOf('/etiquetas', filter)} variant="quiet" icon={<IconTag size={16} aria-hidden />}>
            {t('holdings.labels')}
          </LinkButton>
        )}
      </div>
    </Card>
  );
}

/** Count and value, then how they are spread over the statuses: each a link to exactly those. */
function Figures({ summary, filter }: { summary: AssetSummary; filter: FilterQuery }) {
  const { t } = useTranslation('entities');
  const present = STATUSES.filter((status) => (summary.by_status[status] ?? 0) > 0);
  return (
    <div className={classes.figures}>
      <dl>
        <div>
          <dt>{t('holdings.count')}</dt>
          <dd>{formatNumber(summary.count)}</dd>
        </div>
        <div>
          <dt>{t('holdings.value')}</dt>
          <dd>{formatMoney(summary.total_value)}</dd>
        </div>
      </dl>
      <ul className={classes.statuses} aria-label={t('holdings.byStatus')}>
        {present.map((status: AssetStatus) => (
          <li key={status}>
            <Link to={addressOf('/ativos', { ...filter, status })}>
              <StatusBadge status={status} inList />
              <b>{formatNumber(summary.by_status[status] ?? 0)}</b>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rows({ rows, label }: { rows: AssetRow[]; label: string }) {
  const { t } = useTranslation('entities');
  return (
    <table className={classes.table}>
      <caption className="sr">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('asset.field.tag')}</th>
          <th scope="col">{t('asset.field.name')}</th>
          <th scope="col">{t('asset.field.status')}</th>
          <th scope="col" className={classes.place}>
            {t('asset.field.location')}
          </th>
          <th scope="col" className="num">
            {t('holdings.valueColumn')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Plate code={row.tag} />
            </td>
            <td className={classes.name}>
              <Link to={`/ativos/${row.id}`} title={row.name}>
                {row.name}
              </Link>
            </td>
            <td>
              <StatusBadge status={row.status} inList />
            </td>
            <td className={classes.place}>
              <PlaceText place={row.location} />
            </td>
            <td className="num">
              <Money value={row.purchase_value} bare />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
