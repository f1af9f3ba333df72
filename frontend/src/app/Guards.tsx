import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { Permission } from '@/api/types';
import { usePermission, useStore } from '@/shared/store/store';
import ForbiddenPage from './pages/ForbiddenPage';

/** Everything but the sign-in page: without a session one goes there, and comes back to this very address. */
export function RequireSession({ children }: { children: ReactNode }) {
  const status = useStore((state) => state.status);
  const location = useLocation();
  if (status === 'signed-in') return children;
  const here = `${location.pathname}${location.search}`;
  return <Navigate to={here === '/' ? '/entrar' : `/entrar?voltar=${encodeURIComponent(here)}`} replace />;
}

/** A page for those who hold a permission. The server checks again; this only spares the detour. */
export function RequirePermission({ permission, children }: { permission: Permission; children: ReactNode }) {
  return usePermission(permission) ? children : <ForbiddenPage />;
}
