import { IconBuildingCommunity, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RoleOut } from '@/api/roles';
import { useLabel } from '@/entities/role';
import { Badge } from '@/shared/ui';

export const roleHref = (row: { id: number }) => `/papeis/${row.id}`;

/** What a role is called. */
export function RoleName({ role }: { role: RoleOut }) {
  return <>{useLabel()(role)}</>;
}

/** Whether a role comes with the system or was made here. */
export function OriginBadge({ role }: { role: RoleOut }) {
  const { t } = useTranslation('roles');
  const Icon = role.built_in ? IconLock : IconBuildingCommunity;
  return (
    <Badge tone={role.built_in ? 'neutral' : 'info'} icon={<Icon size={13} stroke={2} />}>
      {t(role.built_in ? 'builtIn' : 'own')}
    </Badge>
  );
}
