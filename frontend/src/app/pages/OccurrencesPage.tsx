import { occurrencesList } from '@/features/occurrences';
import { ListPage } from '@/shared/list';
import { RequirePermission } from '../Guards';

/** What happened to assets. */
export default function OccurrencesPage() {
  return (
    <RequirePermission permission="occurrences.read">
      <ListPage resource={occurrencesList} />
    </RequirePermission>
  );
}
