import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { getCalendarDue, getCalendarYear, listCalendars } from '@/api/generated/calendars/calendars';

/** All calendars within reach; live events and writes invalidate by the first word. */
export function useCalendars() {
  return useQuery({ queryKey: ['calendars', 'list'], queryFn: ({ signal }) => listCalendars({ signal }) });
}

/** The special days of a year. */
export function useYear(id: number, year: number) {
  return useQuery({ queryKey: ['calendars', 'year', id, year], queryFn: ({ signal }) => getCalendarYear(id, year, { signal }), placeholderData: (before) => before });
}

/** When a period of business days ends that begins now. */
export function useDue(id: number, days: number) {
  return useQuery({ queryKey: ['calendars', 'due', id, days], queryFn: ({ signal }) => getCalendarDue(id, { business_days: days }, { signal }) });
}

/** Have everything about calendars read anew. */
export function useRefresh(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries({ queryKey: ['calendars'] }), [client]);
}
