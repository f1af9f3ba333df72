import { IconPlus, IconUserShield } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '@/shared/store/store';
import { Button, EmptyState } from '@/shared/ui';

const UserForm = lazy(() => import('./UserForm'));

/** "Novo usuário", for who may. */
export function CreateButton() {
  const { t } = useTranslation('users');
  const may = usePermission('users.manage');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button variant="primary" icon={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <UserForm onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Who sees users of the whole organisation sees at least himself; who sees none has the role for a place only. */
export function NoUsers() {
  const { t } = useTranslation('users');
  return <EmptyState icon={<IconUserShield size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} />;
}
