import { locationsApi } from '@/api/locations';
import type { LocationOut } from '@/api/types';
import type { DetailActionProps } from '@/shared/detail';
import { DeleteNodeDialog } from '@/shared/tree';
import { assetsHref, BASE_PATH } from './definition';

/** Delete a place that holds nothing. */
export default function DeleteDialog({ item, onClose }: DetailActionProps<LocationOut>) {
  return <DeleteNodeDialog item={item} treeKey="locations" basePath={BASE_PATH} assetsHref={assetsHref} onClose={onClose} remove={(node) => locationsApi.remove(node.id, node.version)} />;
}
