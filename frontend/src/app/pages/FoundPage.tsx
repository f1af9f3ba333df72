import { Navigate } from 'react-router';
import { Found } from '@/features/occurrences';

/** Behind an asset's QR code, for whoever is not signed in; without such a page one signs in. */
export default function FoundPage({ code, signIn }: { code: string; signIn: string }) {
  return <Found code={code} signIn={signIn} off={<Navigate to={signIn} replace />} />;
}
