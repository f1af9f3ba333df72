import { ScanScene } from '@/features/scan';
import { RequirePermission } from '../Guards';
import { assetBulk } from '../registry';

/** Read codes; what can be done with several assets comes from the modules, as in the list. */
export default function ReadCodePage() {
  return (
    <RequirePermission permission="assets.read">
      <ScanScene bulk={assetBulk} />
    </RequirePermission>
  );
}
