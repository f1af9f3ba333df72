import type { RoleOut } from '@/api/roles';
import type { DetailActionProps } from '@/shared/detail';
import RoleForm from './RoleForm';

/** A new role with the permissions of this one. */
export default function CopyDialog({ item, onClose }: DetailActionProps<RoleOut>) {
  return <RoleForm origin={item} onClose={onClose} />;
}
