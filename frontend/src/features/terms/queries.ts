import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { TermOut } from '@/api/generated/model';
import { termsApi } from '@/api/terms';
import type { Id } from '@/api/types';

const detail = (id: Id) => ['terms', 'detail', id];

/** One term; it is read again whenever somebody signs, sends or refuses it. */
export const useTerm = (id: Id) => useQuery({ queryKey: detail(id), queryFn: ({ signal }) => termsApi.get(id, signal) });

/** Keep what an act answered, and read again what it has changed elsewhere. */
export function useSettled(): (term: TermOut) => void {
  const client = useQueryClient();
  return useCallback(
    (term) => {
      client.setQueryData(detail(term.id), term);
      for (const key of ['terms', 'transfers', 'loans', 'assets', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    },
    [client],
  );
}
