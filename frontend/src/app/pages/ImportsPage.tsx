import { ImportsScene } from '@/features/asset-import';
import { RequirePermission } from '../Guards';

/** A new import of assets, and the earlier ones. */
export default function ImportsPage() {
  return (
    <RequirePermission permission="assets.import">
      <ImportsScene />
    </RequirePermission>
  );
}
