import { useParams } from 'react-router';
import { TermDetail } from '@/features/terms';
import NotFoundPage from './NotFoundPage';

/** One term. */
export default function TermPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return <TermDetail key={id} id={id} />;
}
