import { locationsTree } from '@/features/locations';
import { TreePage } from '@/shared/tree';
import { RequirePermission } from '../Guards';

/** The tree of places, and one of them. */
export default function LocationsPage() {
  return (
    <RequirePermission permission="locations.read">
      <TreePage definition={locationsTree} />
    </RequirePermission>
  );
}
