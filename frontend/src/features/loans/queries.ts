import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { LoanOut } from '@/api/generated/model';
import { loanRulesApi, loansApi } from '@/api/loans';
import type { Id } from '@/api/types';

const detail = (id: Id) => ['loans', 'detail', id];

/** One loan; it is read again whenever somebody moves it on. */
export const useLoan = (id: Id) => useQuery({ queryKey: detail(id), queryFn: ({ signal }) => loansApi.get(id, signal) });

/** What holds for every loan. */
export const useLoanRules = () => useQuery({ queryKey: ['loan-rules'], queryFn: ({ signal }) => loanRulesApi.get(signal) });

/** Keep what a step answered, and read again what it has changed elsewhere. */
export function useMovedOn(): (loan: LoanOut) => void {
  const client = useQueryClient();
  return useCallback(
    (loan) => {
      client.setQueryData(detail(loan.id), loan);
      for (const key of ['loans', 'approvals', 'terms', 'assets', 'locations', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    },
    [client],
  );
}
