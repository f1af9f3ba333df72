import { useState } from 'react';
import { SignByLink } from '@/features/terms';
import { takeToken } from '../takeToken';

/** Sign a term by a one-time link. */
export default function SignByLinkPage() {
  const [token] = useState(takeToken);
  return <SignByLink token={token} />;
}
