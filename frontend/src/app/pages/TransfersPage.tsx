import { transfersList } from '@/features/transfers';
import { ListPage } from '@/shared/list';
import { RequirePermission } from '../Guards';

/** The transfers. */
export default function TransfersPage() {
  return (
    <RequirePermission permission="movements.read">
      <ListPage resource={transfersList} />
    </RequirePermission>
  );
}
