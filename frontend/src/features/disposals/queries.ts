import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { disposalRulesApi, disposalsApi } from '@/api/disposals';
import type { DisposalOut } from '@/api/generated/model';
import { occurrencesApi } from '@/api/occurrences';
import type { Id } from '@/api/types';

const detail = (id: Id) => ['disposals', 'detail', id];

/** One disposal; it is read again whenever somebody moves it on. */
export const useDisposal = (id: Id) => useQuery({ queryKey: detail(id), queryFn: ({ signal }) => disposalsApi.get(id, signal) });

/** What the organisation wants said before a disposal is asked for. */
export const useDisposalRules = () => useQuery({ queryKey: ['disposal-rules'], queryFn: ({ signal }) => disposalRulesApi.get(signal) });

/** What happened to an asset that is to leave for it. */
export const useOccurrence = (id: Id) => useQuery({ queryKey: ['occurrences', 'detail', id], queryFn: ({ signal }) => occurrencesApi.get(id, signal) });

/** Keep what a step answered, and read again what it has changed elsewhere. */
export function useMovedOn(): (disposal: DisposalOut) => void {
  const client = useQueryClient();
  return useCallback(
    (disposal) => {
      client.setQueryData(detail(disposal.id), disposal);
      for (const key of ['disposals', 'approvals', 'terms', 'loans', 'assets', 'locations', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    },
    [client],
  );
}
