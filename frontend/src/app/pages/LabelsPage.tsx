import { LabelsScene } from '@/features/labels';
import { RequirePermission } from '../Guards';

/** Printing labels by place, category, person or import. */
export default function LabelsPage() {
  return (
    <RequirePermission permission="assets.labels">
      <LabelsScene />
    </RequirePermission>
  );
}
