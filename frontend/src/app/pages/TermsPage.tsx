import { termsList } from '@/features/terms';
import { ListPage } from '@/shared/list';

/** Terms of the places within reach, and one's own. */
export default function TermsPage() {
  return <ListPage resource={termsList} />;
}
