import { IconCalendarEvent, IconPackageExport, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LoanRow } from '@/api/generated/model';
import { loansApi } from '@/api/loans';
import { assetFilter, personFilter, supplierFilter } from '@/entities/filters';
import { CardLine, DocumentCard, type ListDefinition, type ListFilter, type ListView } from '@/shared/list';
import { usePermission } from '@/shared/store/store';
import { DateText, EmptyState, LinkButton, PersonText, Text } from '@/shared/ui';
import { ExtensionShort, LOAN_STATES, LoanBadge, OverdueBadge } from './badges';
import classes from './loans.module.css';
import { loanHref } from './href';
import { LoanActions } from './LoanActions';

export { loanHref } from './href';

const filters: ListFilter[] = [
  { kind: 'enum', id: 'state', label: 'loans:column.state', param: 'state', multiple: true, options: LOAN_STATES.map((value) => ({ value, label: `entities:loan.state.${value}` })) },
  { kind: 'flag', id: 'overdue', label: 'loans:view.overdue', param: 'overdue' },
  { kind: 'flag', id: 'own', label: 'loans:view.own', param: 'own' },
  { kind: 'flag', id: 'extension_asked', label: 'loans:view.extensionAsked', param: 'extension_asked' },
  { kind: 'flag', id: 'series', label: 'loans:reservation.ofSeries', param: 'series_id', hidden: true },
  personFilter({ id: 'person', label: 'loans:filter.person', param: 'person_id' }),
  supplierFilter({ id: 'supplier', label: 'loans:filter.supplier', param: 'supplier_id' }),
  assetFilter({ id: 'asset', label: 'loans:filter.asset', param: 'asset_id' }),
];

const views: ListView[] = [
  { id: 'all', label: 'loans:view.all', values: {} },
  { id: 'overdue', label: 'loans:view.overdue', values: { overdue: ['true'] } },
  { id: 'own', label: 'loans:view.own', values: { own: ['true'] } },
  { id: 'out', label: 'loans:view.out', values: { state: ['active'] } },
  { id: 'extension_asked', label: 'loans:view.extensionAsked', values: { extension_asked: ['true'] } },
];

/** Who has the assets; out of the reader's reach, it is said. */
export function Borrower({ row }: { row: Pick<LoanRow, 'borrower' | 'borrower_type'> }) {
  const { t } = useTranslation('loans');
  if (!row.borrower) return <span className="t3">{t('hidden')}</span>;
  return row.borrower_type === 'person' ? <PersonText person={row.borrower} /> : <Text value={row.borrower.name} />;
}

/** From when to when. */
export function Period({ row }: { row: Pick<LoanRow, 'start_date' | 'due_date'> }) {
  return (
    <span className={classes.period}>
      <DateText value={row.start_date} /> – <DateText value={row.due_date} />
    </span>
  );
}

/** Where it stands, that it is late, and that somebody waits for another due date: two of these at most, as what is late is out. */
function Standing({ row }: { row: LoanRow }) {
  return (
    <span className={classes.standing}>
      {!(row.overdue_days > 0 && row.open_extension) && <LoanBadge state={row.state} />}
      <OverdueBadge days={row.overdue_days} />
      <ExtensionShort state={row.open_extension} />
    </span>
  );
}

/** How many assets, and how many of them are out; with its noun where no column names it. */
function Count({ row, named }: { row: LoanRow; named?: boolean }) {
  const { t } = useTranslation('loans');
  const all = named ? t('editor.assets', { count: row.items }) : row.items;
  return <span className="num">{row.out > 0 ? t('outOf', { out: row.out, items: row.items }) : all}</span>;
}

function Nothing() {
  const { t } = useTranslation('loans');
  const lends = usePermission('loans.request');
  const ways = (
    <>
      {lends && (
        <LinkButton to="/emprestimos/novo" variant="primary">
          {t('empty.action')}
        </LinkButton>
      )}
      <LinkButton to="/ativos">{t('empty.assets')}</LinkButton>
    </>
  );
  return <EmptyState icon={<IconPackageExport size={28} stroke={1.5} />} title={t('empty.title')} text={t(lends ? 'empty.text' : 'empty.none')} actions={ways} />;
}

function LoanCard({ row }: { row: LoanRow }) {
  return (
    <DocumentCard number={row.number} badge={<LoanBadge state={row.state} />}>
      <CardLine>
        <Borrower row={row} />
        <Count row={row} named />
      </CardLine>
      <CardLine>
        <Period row={row} />
        <OverdueBadge days={row.overdue_days} />
      </CardLine>
      {row.open_extension && (
        <CardLine>
          <ExtensionShort state={row.open_extension} />
        </CardLine>
      )}
    </DocumentCard>
  );
}

/** The loans of the places within reach, and one's own. */
export const loansList: ListDefinition<LoanRow> = {
  id: 'loans',
  title: 'loans:title',
  counted: 'loans:counted',
  fetch: loansApi.list,
  columns: [
    {
      id: 'number',
      label: 'loans:column.number',
      width: 150,
      sort: 'number',
      fixed: true,
      cell: (row) => (
        <Link to={loanHref(row.id)} className="mono">
          {row.number}
        </Link>
      ),
    },
    { id: 'borrower', label: 'loans:column.borrower', width: 200, minWidth: 140, maxWidth: 320, cell: (row) => <Borrower row={row} /> },
    { id: 'due_date', label: 'loans:column.period', width: 190, minWidth: 180, sort: 'due_date', cell: (row) => <Period row={row} /> },
    { id: 'state', label: 'loans:column.state', width: 180, fit: (row) => (row.overdue_days > 0 || row.open_extension ? 280 : 180), cell: (row) => <Standing row={row} /> },
    { id: 'items', label: 'loans:column.items', width: 120, minWidth: 110, cell: (row) => <Count row={row} /> },
    { id: 'purpose', label: 'loans:column.purpose', minWidth: 120, cell: (row) => <Text value={row.purpose} /> },
    { id: 'requester', label: 'loans:column.requester', width: 160, minWidth: 120, cell: (row) => <PersonText person={row.requester} /> },
    { id: 'created_at', label: 'loans:column.created', width: 150, minWidth: 140, sort: 'created_at', optional: true, cell: (row) => <DateText value={row.created_at} time /> },
  ],
  filters,
  views,
  defaultSort: '-created_at',
  links: [
    { id: 'calendar', label: 'loans:calendar.button', icon: <IconCalendarEvent size={16} aria-hidden />, to: '/emprestimos/calendario' },
    { id: 'new', label: 'loans:action', icon: <IconPlus size={16} aria-hidden />, to: '/emprestimos/novo', permission: 'loans.request', primary: true },
  ],
  Actions: LoanActions,
  href: (row) => loanHref(row.id),
  rowName: (row) => row.number,
  card: (row) => <LoanCard row={row} />,
  Empty: Nothing,
};
