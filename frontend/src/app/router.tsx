import { createBrowserRouter, Navigate } from 'react-router';
import { BootScreen } from '@/shared/ui';
import { lazyPage } from '@/shared/router/lazyPage';
import { ErrorPage } from './ErrorPage';
import { RequireSession } from './Guards';
import { routes } from './registry';

/** Addresses of the screens; modules bring theirs (app/modules). The shell comes with the first of them. */
export function createRouter() {
  return createBrowserRouter([
    { path: '/entrar', lazy: lazyPage(() => import('./pages/SignInPage'), ['sign-in']), errorElement: <ErrorPage />, hydrateFallbackElement: <BootScreen /> },
    { path: '/esqueci-senha', lazy: lazyPage(() => import('./pages/ForgotPasswordPage'), ['sign-in']), errorElement: <ErrorPage />, hydrateFallbackElement: <BootScreen /> },
    { path: '/senha', lazy: lazyPage(() => import('./pages/ChoosePasswordPage'), ['sign-in']), errorElement: <ErrorPage />, hydrateFallbackElement: <BootScreen /> },
    { path: '/assinar', lazy: lazyPage(() => import('./pages/SignByLinkPage'), ['terms', 'entities']), errorElement: <ErrorPage />, hydrateFallbackElement: <BootScreen /> },
    { path: '/verificar/:code', lazy: lazyPage(() => import('./pages/VerifyTermPage'), ['terms', 'entities']), errorElement: <ErrorPage />, hydrateFallbackElement: <BootScreen /> },
    {
      path: '/',
      errorElement: <ErrorPage />,
      hydrateFallbackElement: <BootScreen />,
      lazy: async () => {
        const { Shell } = await import('./shell/Shell');
        return { element: <RequireSession><Shell /></RequireSession> };
      },
      children: [
        {
          errorElement: <ErrorPage />,
          children: [
            { index: true, element: <Navigate to="/ativos" replace /> },
            ...routes,
            { path: '*', lazy: lazyPage(() => import('./pages/NotFoundPage')) },
          ],
        },
      ],
    },
  ]);
}
