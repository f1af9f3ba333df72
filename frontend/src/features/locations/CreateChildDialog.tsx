import type { LocationOut } from '@/api/types';
import type { DetailActionProps } from '@/shared/detail';
import CreateDialog from './CreateDialog';

/** A new place inside the one that is shown. */
export default function CreateChildDialog({ item, onClose }: DetailActionProps<LocationOut>) {
  return <CreateDialog parent={item} onClose={onClose} />;
}
