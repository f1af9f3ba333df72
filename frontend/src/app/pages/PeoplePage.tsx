import { peopleList } from '@/features/people';
import { ListPage } from '@/shared/list';
import { RequirePermission } from '../Guards';

/** The list of people. */
export default function PeoplePage() {
  return (
    <RequirePermission permission="people.read">
      <ListPage resource={peopleList} />
    </RequirePermission>
  );
}
