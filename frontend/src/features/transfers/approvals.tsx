import { IconCheck, IconChecks, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { approvalsApi, type ApprovalRow } from '@/api/transfers';
import { APPROVAL_STATES, ApprovalBadge } from '@/entities/approval';
import { documentHref } from '@/entities/document';
import { CardLine, DocumentCard, type ListDefinition, type ListFilter } from '@/shared/list';
import { DateText, EmptyState, PersonText, Text } from '@/shared/ui';
import { DelegationsButton } from './DelegationsDialog';
import { ApproveMany, RejectMany } from './ManyDecisions';

const hrefOf = (row: ApprovalRow) => documentHref(row.kind, row.document_id) ?? '/aprovacoes';

const filters: ListFilter[] = [
  { kind: 'enum', id: 'state', label: 'transfers:column.state', param: 'state', options: APPROVAL_STATES.map((value) => ({ value, label: `entities:transfer.approval.${value}` })) },
  { kind: 'flag', id: 'mine', label: 'transfers:approval.mine', param: 'mine' },
];

function Nothing() {
  const { t } = useTranslation('transfers');
  return <EmptyState icon={<IconChecks size={28} stroke={1.5} />} title={t('approval.empty.title')} text={t('approval.empty.text')} />;
}

function ApprovalCard({ row }: { row: ApprovalRow }) {
  return (
    <DocumentCard number={row.number} badge={<ApprovalBadge state={row.state} />}>
      <CardLine>
        <Text value={row.summary} />
      </CardLine>
    </DocumentCard>
  );
}

/** What one is asked to decide, and what one asked for. */
export const approvalsList: ListDefinition<ApprovalRow> = {
  id: 'approvals',
  title: 'transfers:approval.title',
  counted: 'transfers:approval.counted',
  fetch: approvalsApi.list,
  columns: [
    {
      id: 'number',
      label: 'transfers:column.number',
      width: 150,
      fixed: true,
      cell: (row) => (
        <Link to={hrefOf(row)} className="mono">
          {row.number}
        </Link>
      ),
    },
    { id: 'state', label: 'transfers:column.state', width: 150, minWidth: 130, cell: (row) => <ApprovalBadge state={row.state} /> },
    { id: 'summary', label: 'transfers:column.reason', minWidth: 160, cell: (row) => <Text value={row.summary} /> },
    { id: 'requester', label: 'transfers:column.requester', width: 180, minWidth: 120, cell: (row) => <PersonText person={row.requester} /> },
    { id: 'created_at', label: 'transfers:column.created', width: 150, minWidth: 140, sort: 'created_at', cell: (row) => <DateText value={row.created_at} time /> },
    { id: 'decided_at', label: 'transfers:approval.decidedAt', width: 150, minWidth: 140, cell: (row) => <DateText value={row.decided_at} time /> },
  ],
  filters,
  bulk: [
    { id: 'approve', label: 'approval:approve', icon: <IconCheck size={16} />, permission: 'approvals.decide', Dialog: ApproveMany },
    { id: 'reject', label: 'approval:reject', icon: <IconX size={16} />, permission: 'approvals.decide', Dialog: RejectMany },
  ],
  Actions: DelegationsButton,
  defaultSort: '-created_at',
  href: hrefOf,
  rowName: (row) => row.number,
  card: (row) => <ApprovalCard row={row} />,
  Empty: Nothing,
};
