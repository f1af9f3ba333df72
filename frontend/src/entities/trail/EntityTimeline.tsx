import { useInfiniteQuery } from '@tanstack/react-query';
import { trail } from '@/api/misc';
import type { Id } from '@/api/types';
import { Timeline } from '@/shared/detail';
import { useTrailWords } from './words';

/** History of anything that the trail tells about ("person", "supplier"), for who may read the trail. */
export function EntityTimeline({ entity, id }: { entity: string; id: Id }) {
  const { verb, fieldName, showValue } = useTrailWords();
  const query = useInfiniteQuery({
    queryKey: ['trail', entity, id],
    queryFn: ({ pageParam, signal }) => trail({ entity, entity_id: id, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  return <Timeline query={query} verb={verb} fieldName={fieldName} showValue={showValue} />;
}
