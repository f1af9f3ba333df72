import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { trail } from '@/api/misc';
import type { Id, TrailEntry } from '@/api/types';
import { Timeline } from '@/shared/detail';
import { useTrailWords } from './words';

/** History of anything that the trail tells about ("person", "supplier"), for who may read the trail. */
export function EntityTimeline({ entity, id }: { entity: string; id: Id }) {
  const { verb, fieldName, showValue } = useTrailWords();
  const Subject = useCallback(({ entry }: { entry: TrailEntry }) => (entry.entity === entity ? null : <Part entry={entry} whole={entity} />), [entity]);
  const query = useInfiniteQuery({
    queryKey: ['trail', entity, id],
    queryFn: ({ pageParam, signal }) => trail({ entity, entity_id: id, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  return <Timeline query={query} verb={verb} fieldName={fieldName} showValue={showValue} Subject={Subject} />;
}

/** What it was done to, where that is a part of the thing (a day of a calendar, an approver of a rule): by its name, or by what it refers to besides the whole. */
function Part({ entry, whole }: { entry: TrailEntry; whole: string }) {
  const { entityName } = useTrailWords();
  const named = entry.changes.find(({ field }) => field === 'name');
  const referring = entry.changes.find((change) => change.field !== `${whole}_id` && (change.after_label ?? change.before_label));
  const name = entry.entity_label ?? named?.after ?? named?.before ?? referring?.after_label ?? referring?.before_label;
  return <>{[entityName(entry.entity).toLowerCase(), typeof name === 'string' && name].filter(Boolean).join(' ')}</>;
}
