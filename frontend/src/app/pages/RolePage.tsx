import { useParams } from 'react-router';
import { RoleDetail } from '@/features/roles';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** One role. */
export default function RolePage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="roles.read">
      <RoleDetail key={id} id={id} />
    </RequirePermission>
  );
}
