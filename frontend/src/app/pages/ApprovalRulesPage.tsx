import { RulesScene } from '@/features/approval-rules';
import { RequirePermission } from '../Guards';

/** Which documents ask for approval, and of whom. */
export default function ApprovalRulesPage() {
  return (
    <RequirePermission permission="approvals.configure">
      <RulesScene />
    </RequirePermission>
  );
}
