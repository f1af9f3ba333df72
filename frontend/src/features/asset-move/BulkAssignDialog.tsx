import type { BulkDialogProps } from '@/shared/list';
import BulkMoveDialog from './BulkMoveDialog';

/** The same dialog, asking first who answers for what is selected. */
export default function BulkAssignDialog(props: BulkDialogProps) {
  return <BulkMoveDialog {...props} first="responsible" />;
}
