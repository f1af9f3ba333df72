import { ForgotPasswordForm, SignInScene } from '@/features/sign-in';

/** Ask for a link to choose a new password. */
export default function ForgotPasswordPage() {
  return (
    <SignInScene>
      <ForgotPasswordForm />
    </SignInScene>
  );
}
