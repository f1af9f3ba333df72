import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '@/shared/store/store';
import { Button, EmptyState } from '@/shared/ui';

const SupplierForm = lazy(() => import('./SupplierForm'));

/** "Novo fornecedor", for who may. */
export function CreateButton() {
  const { t } = useTranslation('suppliers');
  const may = usePermission('catalogue.manage');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button variant="primary" icon={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <SupplierForm onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** No supplier is registered yet. */
export function NoSuppliers() {
  const { t } = useTranslation('suppliers');
  return <EmptyState icon={<IconBuildingStore size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={<CreateButton />} />;
}
