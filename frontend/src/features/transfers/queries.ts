import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { approvalsApi, transfersApi, type Transfer } from '@/api/transfers';
import type { Id } from '@/api/types';

const detail = (id: Id) => ['transfers', 'detail', id];

/** One transfer; it is read again whenever somebody moves it on. */
export const useTransfer = (id: Id) => useQuery({ queryKey: detail(id), queryFn: ({ signal }) => transfersApi.get(id, signal) });

/** The approval that a transfer waits for, or waited for. */
export const useApproval = (id: Id | null) => useQuery({ queryKey: ['approvals', 'detail', id], queryFn: ({ signal }) => approvalsApi.get(id!, signal), enabled: id !== null });

/** Keep what a step answered, and read again what it has changed elsewhere. */
export function useMovedOn(): (transfer?: Transfer) => void {
  const client = useQueryClient();
  return useCallback(
    (transfer) => {
      if (transfer) client.setQueryData(detail(transfer.id), transfer);
      for (const key of ['transfers', 'approvals', 'assets', 'locations', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    },
    [client],
  );
}
