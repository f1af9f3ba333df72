import { useParams } from 'react-router';
import { TransferDetail } from '@/features/transfers';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** One transfer. */
export default function TransferPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="movements.read">
      <TransferDetail key={id} id={id} />
    </RequirePermission>
  );
}
