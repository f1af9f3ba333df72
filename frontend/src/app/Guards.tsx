import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, useLocation, useMatch } from 'react-router';
import type { Permission } from '@/api/types';
import { loadTexts } from '@/shared/i18n/i18n';
import { usePermission, useStore } from '@/shared/store/store';
import { BootScreen } from '@/shared/ui';
import ForbiddenPage from './pages/ForbiddenPage';

const FoundPage = lazy(async () => {
  const [page] = await Promise.all([import('./pages/FoundPage'), loadTexts(['occurrences'])]);
  return page;
});

/**
 * Everything but the sign-in page: without a session one goes there, and comes back to this very address.
 * Whoever read a label is shown the page of found things first, where the organisation has one.
 */
export function RequireSession({ children }: { children: ReactNode }) {
  const status = useStore((state) => state.status);
  const location = useLocation();
  const read = useMatch('/q/:code')?.params.code;
  if (status === 'signed-in') return children;
  const here = `${location.pathname}${location.search}`;
  const signIn = here === '/' ? '/entrar' : `/entrar?voltar=${encodeURIComponent(here)}`;
  if (read === undefined) return <Navigate to={signIn} replace />;
  return (
    <Suspense fallback={<BootScreen />}>
      <FoundPage code={read} signIn={signIn} />
    </Suspense>
  );
}

/** A page for those who hold a permission. The server checks again; this only spares the detour. */
export function RequirePermission({ permission, children }: { permission: Permission; children: ReactNode }) {
  return usePermission(permission) ? children : <ForbiddenPage />;
}
