import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import { Suspense, type ReactNode } from 'react';
import { createMemoryRouter, RouterProvider, useLocation } from 'react-router';
import type { Me } from '@/api/types';
import { useStore } from '@/shared/store/store';
import { theme } from '@/shared/theme/theme';
import { ADMIN } from './data';

/** Shows the address, so that tests read it as a person would. */
function Address() {
  const location = useLocation();
  return <output data-testid="address">{`${location.pathname}${location.search}`}</output>;
}

/** A screen with everything it expects around it, at an address; as the administrator unless told otherwise. */
export function renderAt(ui: ReactNode, at = '/', user: Me | null = ADMIN): RenderResult & { queries: QueryClient } {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const element = (
    <>
      {ui}
      <Address />
    </>
  );
  const router = createMemoryRouter([{ path: '*', element }], { initialEntries: [at] });
  useStore.setState({ status: user ? 'signed-in' : 'signed-out', user, drafts: {}, expired: false, leftOpen: false });
  const result = render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={queries}>
        <Suspense fallback={null}>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...result, queries };
}
