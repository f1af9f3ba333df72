import { IconUserShield } from '@tabler/icons-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateAction } from '@/shared/list';
import { EmptyState } from '@/shared/ui';

const UserForm = lazy(() => import('./UserForm'));

/** "Novo usuário", for who may. */
export const CreateButton = () => <CreateAction permission="users.manage" label="users:create" Form={UserForm} />;

/** Who sees users of the whole organisation sees at least himself; who sees none has the role for a place only. */
export function NoUsers() {
  const { t } = useTranslation('users');
  return <EmptyState icon={<IconUserShield size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} />;
}
