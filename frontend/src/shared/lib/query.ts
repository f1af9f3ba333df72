import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@/api/problem';

const MAX_RETRIES = 2;

/** Server state of the whole app. Failures of the network are tried again, answers of the server are believed. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (count, error) => count < MAX_RETRIES && error instanceof ApiProblem && error.isUnreachable,
        retryDelay: (count) => Math.min(1000 * 2 ** count, 5000),
      },
      mutations: { retry: false },
    },
  });
}
