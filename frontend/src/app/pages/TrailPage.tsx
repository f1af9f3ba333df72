import { Trail } from '@/features/trail';
import { RequirePermission } from '../Guards';

/** The audit trail. */
export default function TrailPage() {
  return (
    <RequirePermission permission="history.read">
      <Trail />
    </RequirePermission>
  );
}
