import { useParams } from 'react-router';
import { OccurrenceDetail } from '@/features/occurrences';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** One occurrence. */
export default function OccurrencePage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="occurrences.read">
      <OccurrenceDetail key={id} id={id} />
    </RequirePermission>
  );
}
