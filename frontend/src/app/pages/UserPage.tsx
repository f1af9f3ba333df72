import { useParams } from 'react-router';
import { UserDetail } from '@/features/users';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** One user. */
export default function UserPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="users.read">
      <UserDetail key={id} id={id} />
    </RequirePermission>
  );
}
