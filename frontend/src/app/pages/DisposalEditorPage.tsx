import { useParams } from 'react-router';
import { EditDisposal, NewDisposal } from '@/features/disposals';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** A new disposal, or a draft of one. */
export default function DisposalEditorPage() {
  const { id: raw } = useParams();
  const id = Number(raw);
  if (raw !== undefined && (!Number.isInteger(id) || id <= 0)) return <NotFoundPage />;
  return <RequirePermission permission="disposals.request">{raw === undefined ? <NewDisposal /> : <EditDisposal key={id} id={id} />}</RequirePermission>;
}
