import { useState } from 'react';
import { ChoosePasswordForm, SignInScene } from '@/features/sign-in';

/** Taken from the address at once, so that it stays in no history and on no screen. */
function takeToken(): string {
  const token = window.location.hash.slice(1);
  if (token) window.history.replaceState(window.history.state, '', window.location.pathname);
  return token;
}

/** Choose a password by a one-time link. */
export default function ChoosePasswordPage() {
  const [token] = useState(takeToken);
  return (
    <SignInScene>
      <ChoosePasswordForm token={token} />
    </SignInScene>
  );
}
