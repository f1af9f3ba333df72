import { IconUsers } from '@tabler/icons-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateAction } from '@/shared/list';
import { EmptyState } from '@/shared/ui';

const PersonForm = lazy(() => import('./PersonForm'));

/** "Nova pessoa", for who may. */
export const CreateButton = () => <CreateAction permission="people.manage" label="people:create" Form={PersonForm} />;

/** Nobody is registered yet. */
export function NoPeople() {
  const { t } = useTranslation('people');
  return <EmptyState icon={<IconUsers size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={<CreateButton />} />;
}
