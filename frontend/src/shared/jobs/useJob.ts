import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { job as fetchJob } from '@/api/misc';
import type { JobOut } from '@/api/types';

const LOOK_EVERY_MS = 1000;

/** Still to come, or under way. */
export const isRunning = (status: JobOut['status'] | undefined): boolean => status === 'queued' || status === 'running';

/**
 * Follow a long job: asked for every second, and at once when a live event says that it went on.
 * When it ends, the queries that show its result are fetched again.
 */
export function useJob(id: JobOut['id'] | null | undefined, refreshes: readonly string[] = []) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['jobs', id],
    queryFn: ({ signal }) => fetchJob(id!, signal),
    enabled: id !== null && id !== undefined,
    refetchInterval: ({ state }) => (state.data && !isRunning(state.data.status) ? false : LOOK_EVERY_MS),
    staleTime: 0,
  });
  const status = query.data?.status;
  const told = useRef<JobOut['id'] | null>(null);
  const keys = refreshes.join();
  useEffect(() => {
    if (id === null || id === undefined || status === undefined || isRunning(status) || told.current === id) return;
    told.current = id;
    for (const key of keys.split(',').filter(Boolean)) void client.invalidateQueries({ queryKey: [key] });
  }, [client, id, keys, status]);
  return query;
}
