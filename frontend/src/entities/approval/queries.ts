import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { approvalsApi } from '@/api/transfers';
import type { Id } from '@/api/types';

/** The approval that a document waits for, or waited for. */
export const useApproval = (id: Id | null) => useQuery({ queryKey: ['approvals', 'detail', id], queryFn: ({ signal }) => approvalsApi.get(id!, signal), enabled: id !== null });

/** After a decision: it, the documents that waited for it, and what they hold are read again. */
export function useDecided(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const key of ['approvals', 'transfers', 'loans', 'disposals', 'assets', 'locations', 'trail']) void client.invalidateQueries({ queryKey: [key] });
  }, [client]);
}
