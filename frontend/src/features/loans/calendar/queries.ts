import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { reservationsApi } from '@/api/reservations';
import type { FilterQuery } from '@/api/types';
import type { Range } from './range';

/** What is taken in the days shown. Whatever changes a loan changes this. */
export const useAgenda = (range: Range, filter: FilterQuery) => {
  const query = { ...filter, ...range };
  return useQuery({ queryKey: ['loans', 'agenda', query], queryFn: ({ signal }) => reservationsApi.agenda(query, signal), placeholderData: keepPreviousData });
};

/** The desk's hours, its closed days among those shown, and the limits. */
export const useDesk = (range: Range) => useQuery({ queryKey: ['loan-rules', 'desk', range], queryFn: ({ signal }) => reservationsApi.desk({ ...range }, signal), placeholderData: keepPreviousData });

/** What is free all the days; null asks nothing. */
export const useFree = (query: FilterQuery | null) =>
  useQuery({ queryKey: ['loans', 'free', query], queryFn: ({ signal }) => reservationsApi.free(query!, signal), enabled: query !== null, placeholderData: keepPreviousData });
