import { IconPackageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { positionsApi, type PositionPage, type PositionRow } from '@/api/positions';
import type { Page } from '@/api/types';
import { STATUSES, StatusBadge } from '@/entities/asset';
import { locationFilter, personFilter } from '@/entities/filters';
import { DateField } from '@/shared/form';
import type { FilterEditorProps, FilterValues, ListDefinition, ListFilter } from '@/shared/list';
import { formatDate, formatNumber } from '@/shared/lib/format';
import { DateText, EmptyState, Notice, PersonText, PlaceText, Plate } from '@/shared/ui';
import classes from './positions.module.css';

const href = (row: PositionRow) => `/ativos/${row.id}?aba=movimentacoes`;

function Hidden() {
  const { t } = useTranslation('positions');
  return <span className="t3">{t('hidden')}</span>;
}

const Place = ({ row }: { row: PositionRow }) => (row.hidden.includes('location') ? <Hidden /> : <PlaceText place={row.location} />);
const Responsible = ({ row }: { row: PositionRow }) => (row.hidden.includes('responsible') ? <Hidden /> : <PersonText person={row.responsible} />);

/** When it went on from there, or that it is still there. */
function Until({ row }: { row: PositionRow }) {
  const { t } = useTranslation('positions');
  return row.until ? <DateText value={row.until} time /> : <span className="t2">{t('still')}</span>;
}

function DayEditor({ values, onChange, onDone }: FilterEditorProps) {
  const { t } = useTranslation('positions');
  const choose = (day: string | null) => {
    onChange({ on: day === null ? [] : [day] });
    if (day !== null) onDone();
  };
  return <DateField label={t('day')} value={values.on?.[0] ?? null} onChange={choose} />;
}
const DayText = ({ values }: { values: FilterValues }) => <>{formatDate(values.on?.[0])}</>;

const filters: ListFilter[] = [
  { kind: 'custom', id: 'on', label: 'positions:day', params: ['on'], Editor: DayEditor, ValueText: DayText },
  locationFilter({ id: 'location', label: 'positions:column.location', param: 'location_id' }),
  personFilter({ id: 'responsible', label: 'positions:column.responsible', param: 'responsible_id' }),
  { kind: 'enum', id: 'status', label: 'positions:column.status', param: 'status', multiple: true, options: STATUSES.map((value) => ({ value, label: `entities:asset.status.${value}` })) },
];

/** Which day is shown, and what was there and may not be shown. */
function Above({ page }: { page: Page<PositionRow> }) {
  const { t } = useTranslation('positions');
  const { on, beyond_reach: beyond } = page as PositionPage;
  return (
    <div className={classes.above}>
      <p className="t2">{t('asOf', { day: formatDate(on) })}</p>
      {beyond > 0 && <Notice tone="info">{t('beyond', { count: beyond, formatted: formatNumber(beyond) })}</Notice>}
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation('positions');
  return <EmptyState icon={<IconPackageOff size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} />;
}

function PositionCard({ row }: { row: PositionRow }) {
  return (
    <span className={classes.card}>
      <b className="ell">{row.name}</b>
      <StatusBadge status={row.status} inList />
      <span className={classes.cardLine}>
        <Plate code={row.tag} />
        <span className="grow">
          <Place row={row} />
        </span>
      </span>
    </span>
  );
}

/** Where things were at the end of a day. */
export const positionsList: ListDefinition<PositionRow> = {
  id: 'positions',
  title: 'positions:title',
  counted: 'positions:counted',
  fetch: positionsApi.list,
  columns: [
    { id: 'tag', label: 'positions:column.tag', width: 124, fit: (row) => Math.ceil(row.tag.length * 8.1) + 44, sort: 'tag', fixed: true, cell: (row) => <Plate code={row.tag} /> },
    {
      id: 'name',
      label: 'positions:column.name',
      minWidth: 180,
      sort: 'name',
      fixed: true,
      cell: (row) => (
        <Link to={href(row)} className={classes.name} title={row.name}>
          {row.name}
        </Link>
      ),
    },
    { id: 'status', label: 'positions:column.status', width: 146, minWidth: 138, cell: (row) => <StatusBadge status={row.status} inList /> },
    { id: 'location', label: 'positions:column.location', width: 230, minWidth: 140, maxWidth: 400, cell: (row) => <Place row={row} /> },
    { id: 'responsible', label: 'positions:column.responsible', width: 180, minWidth: 116, cell: (row) => <Responsible row={row} /> },
    { id: 'since', label: 'positions:column.since', width: 150, minWidth: 140, sort: 'since', cell: (row) => <DateText value={row.since} time /> },
    { id: 'until', label: 'positions:column.until', width: 150, minWidth: 140, cell: (row) => <Until row={row} /> },
  ],
  filters,
  defaultSort: 'tag',
  href,
  rowName: (row) => `${row.tag} ${row.name}`,
  card: (row) => <PositionCard row={row} />,
  Above,
  Empty: Nothing,
};
