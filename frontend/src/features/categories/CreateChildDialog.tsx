import type { DetailActionProps } from '@/shared/detail';
import CreateDialog from './CreateDialog';
import type { CategoryNode } from './source';

/** A new category inside the one that is shown. */
export default function CreateChildDialog({ item, onClose }: DetailActionProps<CategoryNode>) {
  return <CreateDialog parent={item} onClose={onClose} />;
}
