import { useParams } from 'react-router';
import { EditTransfer, NewTransfer } from '@/features/transfers';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** A new transfer, or a draft of one. */
export default function TransferEditorPage() {
  const { id: raw } = useParams();
  const id = Number(raw);
  if (raw !== undefined && (!Number.isInteger(id) || id <= 0)) return <NotFoundPage />;
  return <RequirePermission permission="movements.request">{raw === undefined ? <NewTransfer /> : <EditTransfer key={id} id={id} />}</RequirePermission>;
}
