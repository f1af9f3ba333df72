import { IconPlus, IconUsers } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '@/shared/store/store';
import { Button, EmptyState } from '@/shared/ui';

const PersonForm = lazy(() => import('./PersonForm'));

/** "Nova pessoa", for who may. */
export function CreateButton() {
  const { t } = useTranslation('people');
  const may = usePermission('people.manage');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button variant="primary" icon={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <PersonForm onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Nobody is registered yet. */
export function NoPeople() {
  const { t } = useTranslation('people');
  return <EmptyState icon={<IconUsers size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={<CreateButton />} />;
}
