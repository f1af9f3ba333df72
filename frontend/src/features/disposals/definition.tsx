import { IconPackageOff, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { disposalsApi } from '@/api/disposals';
import type { DisposalRow } from '@/api/generated/model';
import { DESTINATIONS, DISPOSAL_STATES, DisposalBadge } from '@/entities/disposal';
import { assetFilter, locationFilter, supplierFilter } from '@/entities/filters';
import { formatNumber } from '@/shared/lib/format';
import { CardLine, DocumentCard, type ListDefinition, type ListFilter, type ListView } from '@/shared/list';
import { usePermission } from '@/shared/store/store';
import { DateText, EmptyState, LinkButton, Money, PersonText, Text } from '@/shared/ui';
import { DisposalRulesButton } from './RulesDialog';

export const disposalHref = (id: number) => `/baixas/${id}`;
export const editorHref = (id: number) => `/baixas/${id}/editar`;

const filters: ListFilter[] = [
  { kind: 'enum', id: 'state', label: 'disposals:column.state', param: 'state', multiple: true, options: DISPOSAL_STATES.map((value) => ({ value, label: `entities:disposal.state.${value}` })) },
  { kind: 'enum', id: 'destination', label: 'disposals:column.destination', param: 'destination', multiple: true, options: DESTINATIONS.map((value) => ({ value, label: `entities:disposal.destination.${value}` })) },
  locationFilter({ id: 'location', label: 'disposals:filter.location', param: 'location_id' }),
  supplierFilter({ id: 'supplier', label: 'disposals:column.recipient', param: 'supplier_id' }),
  assetFilter({ id: 'asset', label: 'disposals:filter.asset', param: 'asset_id' }),
];

const views: ListView[] = [
  { id: 'all', label: 'disposals:view.all', values: {} },
  { id: 'draft', label: 'disposals:view.draft', values: { state: ['draft'] } },
  { id: 'pending', label: 'disposals:view.pending', values: { state: ['pending'] } },
  { id: 'approved', label: 'disposals:view.approved', values: { state: ['approved'] } },
  { id: 'concluded', label: 'disposals:view.concluded', values: { state: ['concluded'] } },
];

/** Where the assets go, and to whom. */
function Destination({ row }: { row: DisposalRow }) {
  const { t } = useTranslation('entities');
  return (
    <span className="ell" title={row.recipient?.name}>
      {t(`disposal.destination.${row.destination}`)}
      {row.recipient && <span className="t2"> · {row.recipient.name}</span>}
    </span>
  );
}

/** How many assets, in words. */
function Count({ row }: { row: DisposalRow }) {
  const { t } = useTranslation('disposals');
  return <span className="num">{t('assets', { count: row.items, formatted: formatNumber(row.items) })}</span>;
}

function Nothing() {
  const { t } = useTranslation('disposals');
  const asks = usePermission('disposals.request');
  return <EmptyState icon={<IconPackageOff size={28} stroke={1.5} />} title={t('empty.title')} text={asks ? t('empty.text') : t('empty.textReader')} actions={asks && <LinkButton to="/ativos">{t('empty.action')}</LinkButton>} />;
}

function DisposalCard({ row }: { row: DisposalRow }) {
  return (
    <DocumentCard number={row.number} badge={<DisposalBadge state={row.state} />}>
      <CardLine>
        <Destination row={row} />
        <Count row={row} />
      </CardLine>
    </DocumentCard>
  );
}

/** Disposals of assets within reach, those one asked for, and those of one's commissions. */
export const disposalsList: ListDefinition<DisposalRow> = {
  id: 'disposals',
  title: 'disposals:title',
  counted: 'disposals:counted',
  fetch: disposalsApi.list,
  columns: [
    {
      id: 'number',
      label: 'disposals:column.number',
      width: 150,
      sort: 'number',
      fixed: true,
      cell: (row) => (
        <Link to={disposalHref(row.id)} className="mono">
          {row.number}
        </Link>
      ),
    },
    { id: 'state', label: 'disposals:column.state', width: 180, minWidth: 170, cell: (row) => <DisposalBadge state={row.state} /> },
    { id: 'destination', label: 'disposals:column.destination', width: 230, minWidth: 140, maxWidth: 340, cell: (row) => <Destination row={row} /> },
    { id: 'items', label: 'disposals:column.items', width: 90, align: 'right', cell: (row) => <span className="num">{formatNumber(row.items)}</span> },
    { id: 'appraised', label: 'disposals:column.appraised', width: 140, minWidth: 120, align: 'right', cell: (row) => <Money value={row.appraised_value} bare /> },
    { id: 'received', label: 'disposals:column.received', width: 140, minWidth: 120, align: 'right', cell: (row) => <Money value={row.received_value} bare /> },
    { id: 'reason', label: 'disposals:column.reason', minWidth: 120, cell: (row) => <Text value={row.reason} /> },
    { id: 'process', label: 'disposals:column.process', width: 150, minWidth: 120, optional: true, cell: (row) => <Text value={row.process_number} mono /> },
    { id: 'requester', label: 'disposals:column.requester', width: 160, minWidth: 120, optional: true, cell: (row) => <PersonText person={row.requester} /> },
    { id: 'created_at', label: 'disposals:column.created', width: 150, minWidth: 140, sort: 'created_at', optional: true, cell: (row) => <DateText value={row.created_at} time /> },
    { id: 'concluded_at', label: 'disposals:column.concluded', width: 150, minWidth: 140, sort: 'concluded_at', cell: (row) => <DateText value={row.concluded_at} time /> },
  ],
  filters,
  views,
  defaultSort: '-created_at',
  links: [{ id: 'new', label: 'disposals:new', icon: <IconPlus size={16} aria-hidden />, to: '/baixas/nova', permission: 'disposals.request', primary: true }],
  Actions: DisposalRulesButton,
  href: (row) => disposalHref(row.id),
  rowName: (row) => row.number,
  card: (row) => <DisposalCard row={row} />,
  Empty: Nothing,
};
