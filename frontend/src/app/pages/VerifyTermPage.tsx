import { useParams } from 'react-router';
import { VerifyTerm } from '@/features/terms';

/** Verify a term by the code that is printed on it. */
export default function VerifyTermPage() {
  const code = useParams().code ?? '';
  return <VerifyTerm key={code} code={code} />;
}
