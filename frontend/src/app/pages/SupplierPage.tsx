import { useParams } from 'react-router';
import { SupplierDetail } from '@/features/suppliers';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** One supplier. */
export default function SupplierPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="catalogue.read">
      <SupplierDetail key={id} id={id} />
    </RequirePermission>
  );
}
