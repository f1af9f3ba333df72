import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { transfersApi, type Transfer, type TransferLine } from '@/api/transfers';
import type { Id } from '@/api/types';

const detail = (id: Id) => ['transfers', 'detail', id];

/** One transfer; it is read again whenever somebody moves it on. */
export const useTransfer = (id: Id) => useQuery({ queryKey: detail(id), queryFn: ({ signal }) => transfersApi.get(id, signal) });

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

/** What is told of a transfer that was just made or asked for. */
export const toldOf = (transfer: Transfer): 'draft' | 'asked' | 'passed' | 'assigned' =>
  transfer.state === 'draft' ? 'draft' : transfer.state === 'pending' ? 'asked' : transfer.kind === 'assignment' ? 'assigned' : 'passed';

/** Where the photos and papers of one asset of a transfer are. */
export const itemAttachments = (line: TransferLine): string => `/movimentacoes/itens/${line.id}/anexos`;
