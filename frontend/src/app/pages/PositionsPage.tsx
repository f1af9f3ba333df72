import { positionsList } from '@/features/positions';
import { ListPage } from '@/shared/list';
import { RequirePermission } from '../Guards';

/** Where things were on a day. */
export default function PositionsPage() {
  return (
    <RequirePermission permission="assets.read">
      <ListPage resource={positionsList} />
    </RequirePermission>
  );
}
