import { useParams } from 'react-router';
import { LoanDetail } from '@/features/loans';
import NotFoundPage from './NotFoundPage';

/** One loan: everybody opens his own. */
export default function LoanPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return <LoanDetail key={id} id={id} />;
}
