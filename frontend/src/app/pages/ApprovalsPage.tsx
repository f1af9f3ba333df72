import { approvalsList } from '@/features/transfers';
import { ListPage } from '@/shared/list';

/** What one is asked to decide, and what one asked for. */
export default function ApprovalsPage() {
  return <ListPage resource={approvalsList} />;
}
