import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OccurrenceRow } from '@/api/generated/model';
import { occurrencesApi } from '@/api/occurrences';
import { assetFilter, locationFilter } from '@/entities/filters';
import type { ListDefinition, ListFilter, ListView } from '@/shared/list';
import { DateText, EmptyState, LinkButton, PersonText, Plate, Text } from '@/shared/ui';
import { KindBadge, OCCURRENCE_KINDS, OCCURRENCE_STATES, OccurrenceBadge } from './badges';
import { FoundPageButton } from './FoundPageDialog';
import classes from './occurrences.module.css';

export const occurrenceHref = (id: number) => `/ocorrencias/${id}`;

const filters: ListFilter[] = [
  { kind: 'enum', id: 'state', label: 'occurrences:column.state', param: 'state', multiple: true, options: OCCURRENCE_STATES.map((value) => ({ value, label: `entities:occurrence.state.${value}` })) },
  { kind: 'enum', id: 'kind', label: 'occurrences:column.kind', param: 'kind', multiple: true, options: OCCURRENCE_KINDS.map((value) => ({ value, label: `entities:occurrence.kind.${value}` })) },
  assetFilter({ id: 'asset', label: 'occurrences:column.asset', param: 'asset_id' }),
  locationFilter({ id: 'location', label: 'occurrences:column.location', param: 'location_id' }),
];

const views: ListView[] = [
  { id: 'all', label: 'occurrences:view.all', values: {} },
  { id: 'open', label: 'occurrences:view.open', values: { state: ['open'] } },
];

/** Who told of it; nobody who signs in, when it came by the page of found things. */
export function Opener({ row }: { row: Pick<OccurrenceRow, 'opened_by'> }) {
  const { t } = useTranslation('occurrences');
  return row.opened_by ? <PersonText person={row.opened_by} /> : <span className="t2">{t('byFinder')}</span>;
}

function Nothing() {
  const { t } = useTranslation('occurrences');
  return <EmptyState icon={<IconAlertTriangle size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={<LinkButton to="/ativos">{t('empty.action')}</LinkButton>} />;
}

function OccurrenceCard({ row }: { row: OccurrenceRow }) {
  return (
    <span className={classes.card}>
      <Plate code={row.asset.tag} />
      <OccurrenceBadge state={row.state} />
      <span className={classes.cardLine}>
        <Text value={row.description} />
        <KindBadge kind={row.kind} />
      </span>
    </span>
  );
}

/** What happened to the assets of the places within reach. */
export const occurrencesList: ListDefinition<OccurrenceRow> = {
  id: 'occurrences',
  title: 'occurrences:title',
  counted: 'occurrences:counted',
  fetch: occurrencesApi.list,
  columns: [
    {
      id: 'id',
      label: 'occurrences:column.number',
      width: 80,
      fixed: true,
      cell: (row) => (
        <Link to={occurrenceHref(row.id)} className="mono">
          {row.id}
        </Link>
      ),
    },
    { id: 'asset', label: 'occurrences:column.asset', width: 150, minWidth: 120, cell: (row) => <Plate code={row.asset.tag} /> },
    { id: 'kind', label: 'occurrences:column.kind', width: 140, minWidth: 130, cell: (row) => <KindBadge kind={row.kind} /> },
    { id: 'state', label: 'occurrences:column.state', width: 120, minWidth: 110, cell: (row) => <OccurrenceBadge state={row.state} /> },
    { id: 'description', label: 'occurrences:column.description', minWidth: 160, cell: (row) => <Text value={row.description} /> },
    { id: 'location', label: 'occurrences:column.location', width: 200, minWidth: 120, cell: (row) => <Text value={row.location?.full_name ?? null} /> },
    { id: 'opened_by', label: 'occurrences:column.opener', width: 180, minWidth: 120, cell: (row) => <Opener row={row} /> },
    { id: 'created_at', label: 'occurrences:column.created', width: 150, minWidth: 140, sort: 'created_at', cell: (row) => <DateText value={row.created_at} time /> },
    { id: 'resolved_at', label: 'occurrences:column.resolved', width: 150, minWidth: 140, sort: 'resolved_at', optional: true, cell: (row) => <DateText value={row.resolved_at} time /> },
  ],
  filters,
  views,
  defaultSort: '-created_at',
  Actions: FoundPageButton,
  href: (row) => occurrenceHref(row.id),
  rowName: (row) => `${row.asset.tag} ${row.description}`,
  card: (row) => <OccurrenceCard row={row} />,
  Empty: Nothing,
};
