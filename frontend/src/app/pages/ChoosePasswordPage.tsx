import { useState } from 'react';
import { ChoosePasswordForm, SignInScene } from '@/features/sign-in';
import { takeToken } from '../takeToken';

/** Choose a password by a one-time link. */
export default function ChoosePasswordPage() {
  const [token] = useState(takeToken);
  return (
    <SignInScene>
      <ChoosePasswordForm token={token} />
    </SignInScene>
  );
}
