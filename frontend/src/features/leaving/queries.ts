import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { LeavingOut } from '@/api/generated/model';
import { leavingApi } from '@/api/leaving';
import type { Id } from '@/api/types';

const detail = (person: Id) => ['leaving', person];

/** What binds a person; it is read again whenever any of it changes. */
export const useLeaving = (person: Id) => useQuery({ queryKey: detail(person), queryFn: ({ signal }) => leavingApi.get(person, signal) });

/** Read again what a step has changed, here and elsewhere; keep the answer where there is one. */
export function useMovedOn(person: Id): (answer?: LeavingOut) => void {
  const client = useQueryClient();
  return useCallback(
    (answer) => {
      if (answer) client.setQueryData(detail(person), answer);
      for (const key of ['leaving', 'assets', 'people', 'loans', 'transfers', 'terms', 'approvals', 'locations', 'occurrences', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    },
    [client, person],
  );
}
