import { IconLayoutKanban, IconPlus, IconTruck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { transfersApi, type TransferRow } from '@/api/transfers';
import { locationFilter } from '@/entities/filters';
import { CardLine, DocumentCard, type ListDefinition, type ListFilter } from '@/shared/list';
import { DateText, EmptyState, LinkButton, PersonText, PlaceText, Text } from '@/shared/ui';
import { StateBadge, TRANSFER_STATES } from './badges';

export const transferHref = (id: number) => `/transferencias/${id}`;

const filters: ListFilter[] = [
  { kind: 'enum', id: 'state', label: 'transfers:column.state', param: 'state', multiple: true, options: TRANSFER_STATES.map((value) => ({ value, label: `entities:transfer.state.${value}` })) },
  locationFilter({ id: 'to', label: 'transfers:column.to', param: 'to_location_id' }),
];

/** Where it goes; an assignment goes nowhere. */
function Destination({ row }: { row: TransferRow }) {
  const { t } = useTranslation('transfers');
  return row.kind === 'assignment' ? <span className="t2">{t('stays')}</span> : <PlaceText place={row.to_location} />;
}

/** How many of how many have arrived. */
function Progress({ row }: { row: TransferRow }) {
  const { t } = useTranslation('transfers');
  return <span className="num">{t('progress', { received: row.received, items: row.items })}</span>;
}

function Nothing() {
  const { t } = useTranslation('transfers');
  return <EmptyState icon={<IconTruck size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={<LinkButton to="/ativos">{t('empty.action')}</LinkButton>} />;
}

function TransferCard({ row }: { row: TransferRow }) {
  return (
    <DocumentCard number={row.number} badge={<StateBadge state={row.state} />}>
      <CardLine>
        <Destination row={row} />
        <Progress row={row} />
      </CardLine>
    </DocumentCard>
  );
}

/** The transfers. */
export const transfersList: ListDefinition<TransferRow> = {
  id: 'transfers',
  title: 'transfers:title',
  counted: 'transfers:counted',
  fetch: transfersApi.list,
  columns: [
    {
      id: 'number',
      label: 'transfers:column.number',
      width: 150,
      sort: 'number',
      fixed: true,
      cell: (row) => (
        <Link to={transferHref(row.id)} className="mono">
          {row.number}
        </Link>
      ),
    },
    { id: 'state', label: 'transfers:column.state', width: 180, minWidth: 160, cell: (row) => <StateBadge state={row.state} /> },
    { id: 'to', label: 'transfers:column.to', width: 220, minWidth: 140, maxWidth: 360, cell: (row) => <Destination row={row} /> },
    { id: 'responsible', label: 'transfers:column.responsible', width: 170, minWidth: 120, cell: (row) => <PersonText person={row.to_responsible} /> },
    { id: 'reason', label: 'transfers:column.reason', minWidth: 140, cell: (row) => <Text value={row.reason} /> },
    { id: 'progress', label: 'transfers:column.progress', width: 110, cell: (row) => <Progress row={row} /> },
    { id: 'requester', label: 'transfers:column.requester', width: 160, minWidth: 120, cell: (row) => <PersonText person={row.requester} /> },
    { id: 'created_at', label: 'transfers:column.created', width: 150, minWidth: 140, sort: 'created_at', cell: (row) => <DateText value={row.created_at} time /> },
  ],
  filters,
  defaultSort: '-created_at',
  links: [
    { id: 'board', label: 'transfers:board.show', icon: <IconLayoutKanban size={16} aria-hidden />, to: '/transferencias?view=board' },
    { id: 'new', label: 'transfers:editor.new', icon: <IconPlus size={16} aria-hidden />, to: '/transferencias/nova', permission: 'movements.request', primary: true },
  ],
  href: (row) => transferHref(row.id),
  rowName: (row) => row.number,
  card: (row) => <TransferCard row={row} />,
  Empty: Nothing,
};
