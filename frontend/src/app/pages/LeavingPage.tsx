import { useParams } from 'react-router';
import { LeavingScene } from '@/features/leaving';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** What binds a person who leaves. */
export default function LeavingPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="clearances.read">
      <LeavingScene key={id} person={id} />
    </RequirePermission>
  );
}
