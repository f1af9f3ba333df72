import { categoriesApi } from '@/api/catalogue';
import type { DetailActionProps } from '@/shared/detail';
import { DeleteNodeDialog } from '@/shared/tree';
import { assetsHref, BASE_PATH } from './definition';
import type { CategoryNode } from './source';

/** Delete a category that holds nothing. */
export default function DeleteDialog({ item, onClose }: DetailActionProps<CategoryNode>) {
  return <DeleteNodeDialog item={item} treeKey="categories" basePath={BASE_PATH} assetsHref={assetsHref} onClose={onClose} remove={(node) => categoriesApi.remove(node.id, node.version)} />;
}
