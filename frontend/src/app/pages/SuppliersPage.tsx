import { suppliersList } from '@/features/suppliers';
import { ListPage } from '@/shared/list';
import { RequirePermission } from '../Guards';

/** The list of suppliers. */
export default function SuppliersPage() {
  return (
    <RequirePermission permission="catalogue.read">
      <ListPage resource={suppliersList} />
    </RequirePermission>
  );
}
