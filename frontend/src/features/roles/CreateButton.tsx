import { IconPlus, IconShieldCog } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '@/shared/store/store';
import { Button, EmptyState } from '@/shared/ui';

const RoleForm = lazy(() => import('./RoleForm'));

/** "Novo papel", for who may. */
export function CreateButton() {
  const { t } = useTranslation('roles');
  const may = usePermission('roles.manage');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button variant="primary" icon={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <RoleForm onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The roles of the system are always there; this stands only until they are. */
export function NoRoles() {
  const { t } = useTranslation('roles');
  return <EmptyState icon={<IconShieldCog size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={<CreateButton />} />;
}
