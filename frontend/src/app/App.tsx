import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { RouterProvider, type createBrowserRouter } from 'react-router';
import { useStore } from '@/shared/store/store';
import { theme } from '@/shared/theme/theme';
import { Toasts } from '@/shared/toast/Toasts';
import { BootScreen } from '@/shared/ui';

/** The colour scheme is a preference of the store; Mantine only follows it. */
const schemeManager = {
  get: () => useStore.getState().preferences.theme,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

function FollowTheme() {
  const choice = useStore((state) => state.preferences.theme);
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true }); // otherwise a style element is put in
  useEffect(() => setColorScheme(choice), [choice, setColorScheme]);
  return null;
}

/** Providers around the router. `withCssVariables` is off because styles/mantine-vars.css holds them (see README, security). */
export function App({ queries, router }: { queries: QueryClient; router: ReturnType<typeof createBrowserRouter> }) {
  return (
    <MantineProvider theme={theme} colorSchemeManager={schemeManager} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <FollowTheme />
      <QueryClientProvider client={queries}>
        <Suspense fallback={<BootScreen />}>
          <RouterProvider router={router} />
          <Toasts />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
