import { useParams } from 'react-router';
import { DisposalDetail } from '@/features/disposals';
import NotFoundPage from './NotFoundPage';

/** One disposal: who sits in its commission opens it too. */
export default function DisposalPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return <DisposalDetail key={id} id={id} />;
}
