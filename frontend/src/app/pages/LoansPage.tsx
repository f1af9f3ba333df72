import { loansList } from '@/features/loans';
import { ListPage } from '@/shared/list';

/** Loans of the places within reach, and one's own. */
export default function LoansPage() {
  return <ListPage resource={loansList} />;
}
