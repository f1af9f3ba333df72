import { LoanEditor } from '@/features/loans';
import { RequirePermission } from '../Guards';

/** A new loan. */
export default function LoanEditorPage() {
  return (
    <RequirePermission permission="loans.request">
      <LoanEditor />
    </RequirePermission>
  );
}
