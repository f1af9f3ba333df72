import { usersList } from '@/features/users';
import { ListPage } from '@/shared/list';
import { RequirePermission } from '../Guards';

/** The list of users. */
export default function UsersPage() {
  return (
    <RequirePermission permission="users.read">
      <ListPage resource={usersList} />
    </RequirePermission>
  );
}
