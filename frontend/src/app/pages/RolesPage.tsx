import { rolesList } from '@/features/roles';
import { ListPage } from '@/shared/list';
import { RequirePermission } from '../Guards';

/** The list of roles. */
export default function RolesPage() {
  return (
    <RequirePermission permission="roles.read">
      <ListPage resource={rolesList} />
    </RequirePermission>
  );
}
