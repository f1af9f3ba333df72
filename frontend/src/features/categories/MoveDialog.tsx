import { categoriesApi } from '@/api/catalogue';
import { CategoryPicker } from '@/entities/category';
import type { DetailActionProps } from '@/shared/detail';
import { MoveNodeDialog } from '@/shared/tree';
import type { CategoryNode } from './source';

/** Put a category, with everything in it, inside another one. */
export default function MoveDialog({ item, onClose }: DetailActionProps<CategoryNode>) {
  return <MoveNodeDialog item={item} treeKey="categories" Picker={CategoryPicker} onClose={onClose} move={(node, parentId) => categoriesApi.update(node.id, { parent_id: parentId }, node.version)} />;
}
