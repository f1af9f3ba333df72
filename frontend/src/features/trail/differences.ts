import type { TrailChange } from '@/api/types';

export interface Difference {
  /** Where within the field ("applied.created"); empty for a plain value. */
  key: string;
  change: TrailChange;
}

/** A change as its plain values: of an object only what differs, one line each. */
export function differences(change: TrailChange): Difference[] {
  const { before, after } = change;
  if (!isRecord(before) && !isRecord(after)) return [{ key: '', change }];
  const [was, is] = [flat(before), flat(after)];
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key));
  return keys.map((key) => ({ key, change: { field: change.field, before: was.get(key) ?? null, after: is.get(key) ?? null } }));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function flat(value: unknown, prefix = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (!isRecord(value)) return into;
  for (const [key, item] of Object.entries(value)) {
    if (isRecord(item)) flat(item, `${prefix}${key}.`, into);
    else into.set(prefix + key, Array.isArray(item) ? item.join(', ') : item);
  }
  return into;
}
