import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { SignInForm, SignInScene } from '@/features/sign-in';
import { usePageTitle } from '@/shared/hooks';
import { useStore } from '@/shared/store/store';

/** Only paths of this app: an address from outside never becomes the target of a sign-in. */
export function safeReturn(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) && !path.startsWith('/entrar') ? path : '/';
}

/** Sign in, then back to where one was. */
export default function SignInPage() {
  const { t } = useTranslation('sign-in');
  const [params] = useSearchParams();
  const status = useStore((state) => state.status);
  usePageTitle(t('title'));
  if (status === 'signed-in') return <Navigate to={safeReturn(params.get('voltar'))} replace />;
  return (
    <SignInScene>
      <SignInForm />
    </SignInScene>
  );
}
