import { IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TermRow } from '@/api/generated/model';
import { termsApi } from '@/api/terms';
import { TERM_STATES, TermBadge } from '@/entities/term';
import { CardLine, DocumentCard, type ListDefinition, type ListFilter } from '@/shared/list';
import { DateText, EmptyState, PersonText } from '@/shared/ui';

const href = (id: number) => `/termos/${id}`;

const filters: ListFilter[] = [
  { kind: 'enum', id: 'state', label: 'terms:column.state', param: 'state', multiple: true, options: TERM_STATES.map((value) => ({ value, label: `entities:term.state.${value}` })) },
  { kind: 'flag', id: 'mine', label: 'terms:mine', param: 'mine' },
];

function Nothing() {
  const { t } = useTranslation('terms');
  return <EmptyState icon={<IconSignature size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} />;
}

function TermCard({ row }: { row: TermRow }) {
  return (
    <DocumentCard number={row.number} badge={<TermBadge state={row.state} />}>
      <CardLine>
        <PersonText person={row.signer} />
        <span className="num">{row.items}</span>
      </CardLine>
    </DocumentCard>
  );
}

/** Terms of the places within reach, and one's own. */
export const termsList: ListDefinition<TermRow> = {
  id: 'terms',
  title: 'terms:title',
  counted: 'terms:counted',
  fetch: termsApi.list,
  columns: [
    {
      id: 'number',
      label: 'terms:column.number',
      width: 160,
      sort: 'number',
      fixed: true,
      cell: (row) => (
        <Link to={href(row.id)} className="mono">
          {row.number}
        </Link>
      ),
    },
    { id: 'state', label: 'terms:column.state', width: 180, minWidth: 150, cell: (row) => <TermBadge state={row.state} /> },
    { id: 'signer', label: 'terms:column.signer', minWidth: 160, cell: (row) => <PersonText person={row.signer} /> },
    { id: 'subject', label: 'terms:column.document', width: 160, cell: (row) => <span className="mono">{row.subject_number}</span> },
    { id: 'items', label: 'terms:column.items', width: 90, cell: (row) => <span className="num">{row.items}</span> },
    { id: 'created_at', label: 'terms:column.created', width: 150, minWidth: 140, sort: 'created_at', cell: (row) => <DateText value={row.created_at} time /> },
    { id: 'settled_at', label: 'terms:column.settled', width: 150, minWidth: 140, cell: (row) => <DateText value={row.settled_at} time /> },
  ],
  filters,
  defaultSort: '-created_at',
  href: (row) => href(row.id),
  rowName: (row) => row.number,
  card: (row) => <TermCard row={row} />,
  Empty: Nothing,
};
