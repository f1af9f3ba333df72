import type { DetailActionProps } from '@/shared/detail';
import { CategoryFormDialog } from './CategoryFormDialog';
import type { CategoryNode } from './source';

/** Rename a category. */
export default function EditDialog({ item, onClose }: DetailActionProps<CategoryNode>) {
  return <CategoryFormDialog item={item} onClose={onClose} />;
}
