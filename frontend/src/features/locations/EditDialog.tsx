import type { LocationOut } from '@/api/types';
import LocationFormDialog from '@/entities/location/LocationFormDialog';
import type { DetailActionProps } from '@/shared/detail';

/** Change name, kind, code and coordinates of a place. */
export default function EditDialog({ item, onClose }: DetailActionProps<LocationOut>) {
  return <LocationFormDialog item={item} onClose={onClose} />;
}
