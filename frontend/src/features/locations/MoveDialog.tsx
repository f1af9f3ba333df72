import { locationsApi } from '@/api/locations';
import type { LocationOut } from '@/api/types';
import { LocationPicker } from '@/entities/location';
import type { DetailActionProps } from '@/shared/detail';
import { MoveNodeDialog } from '@/shared/tree';

/** Put a place, with everything in it, inside another one. */
export default function MoveDialog({ item, onClose }: DetailActionProps<LocationOut>) {
  return <MoveNodeDialog item={item} treeKey="locations" Picker={LocationPicker} onClose={onClose} move={(node, parentId) => locationsApi.move(node.id, parentId, node.version)} />;
}
