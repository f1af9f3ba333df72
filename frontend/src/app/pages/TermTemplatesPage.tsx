import { TemplatesScene } from '@/features/term-templates';
import { RequirePermission } from '../Guards';

/** What terms say. */
export default function TermTemplatesPage() {
  return (
    <RequirePermission permission="terms.configure">
      <TemplatesScene />
    </RequirePermission>
  );
}
