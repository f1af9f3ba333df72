import { IconBuildingStore } from '@tabler/icons-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateAction } from '@/shared/list';
import { EmptyState } from '@/shared/ui';

const SupplierForm = lazy(() => import('./SupplierForm'));

/** "Novo fornecedor", for who may. */
export const CreateButton = () => <CreateAction permission="catalogue.manage" label="suppliers:create" Form={SupplierForm} />;

/** No supplier is registered yet. */
export function NoSuppliers() {
  const { t } = useTranslation('suppliers');
  return <EmptyState icon={<IconBuildingStore size={28} stroke={1.5} />} title={t('empty.title')} text={t('empty.text')} actions={<CreateButton />} />;
}
