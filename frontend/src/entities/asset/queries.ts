import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { assetsApi } from '@/api/assets';
import type { Id } from '@/api/types';

/** Query keys of assets; live events and writes invalidate by the first word. */
export const assetKeys = {
  all: ['assets'] as const,
  detail: (id: Id) => ['assets', 'detail', id] as const,
  movements: (id: Id) => ['assets', 'movements', id] as const,
  trail: (id: Id) => ['assets', 'trail', id] as const,
};

/** One asset. */
export function useAsset(id: Id) {
  return useQuery({ queryKey: assetKeys.detail(id), queryFn: ({ signal }) => assetsApi.get(id, signal) });
}

/** Its ledger, newest first. */
export function useAssetMovements(id: Id) {
  return useInfiniteQuery({
    queryKey: assetKeys.movements(id),
    queryFn: ({ pageParam, signal }) => assetsApi.movements(id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Its history, newest first. */
export function useAssetTrail(id: Id, enabled = true) {
  return useInfiniteQuery({
    queryKey: assetKeys.trail(id),
    queryFn: ({ pageParam, signal }) => assetsApi.trail(id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled,
  });
}
