import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { OccurrenceOut } from '@/api/generated/model';
import { occurrencesApi } from '@/api/occurrences';
import type { Id } from '@/api/types';

const detail = (id: Id) => ['occurrences', 'detail', id];

/** One occurrence; it is read again whenever somebody changes it. */
export const useOccurrence = (id: Id) => useQuery({ queryKey: detail(id), queryFn: ({ signal }) => occurrencesApi.get(id, signal) });

/** Keep what a step answered, and read again what it has changed elsewhere. */
export function useMovedOn(): (occurrence: OccurrenceOut) => void {
  const client = useQueryClient();
  return useCallback(
    (occurrence) => {
      client.setQueryData(detail(occurrence.id), occurrence);
      for (const key of ['occurrences', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    },
    [client],
  );
}
