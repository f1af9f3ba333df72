import { useParams } from 'react-router';
import { PersonDetail } from '@/features/people';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** One person. */
export default function PersonPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="people.read">
      <PersonDetail key={id} id={id} />
    </RequirePermission>
  );
}
