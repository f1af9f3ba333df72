import { useSearchParams } from 'react-router';
import { TransferBoard, transfersList } from '@/features/transfers';
import { ListPage } from '@/shared/list';
import { RequirePermission } from '../Guards';

/** The transfers, as a list or by where they stand. */
export default function TransfersPage() {
  const [params] = useSearchParams();
  return <RequirePermission permission="movements.read">{params.get('view') === 'board' ? <TransferBoard /> : <ListPage resource={transfersList} />}</RequirePermission>;
}
