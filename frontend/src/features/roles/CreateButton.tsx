import { IconShieldCog } from '@tabler/icons-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateAction } from '@/shared/list';
import { EmptyState } from '@/shared/ui';

const RoleForm = lazy(() => import('./RoleForm'));

/** "Novo papel", for who may. */
export const CreateButton = () => <CreateAction permission="roles.manage" label="roles:create" Form={RoleForm} />;

/** The roles of the system are always there; this stands only until they are. */
export function NoRoles() {
  const { t } = useTranslation('roles');
  return <EmptyState icon={<IconShieldCog size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={<CreateButton />} />;
}
