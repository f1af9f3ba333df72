import type { FormField, Values } from './types';

/** A field that both changed, each to something else. */
export interface Conflict {
  field: FormField;
  mine: unknown;
  theirs: unknown;
}

export interface Merge {
  conflicts: Conflict[];
  /** What would be saved where nobody has to choose. */
  merged: Values;
  /** How many fields only one of the two changed. */
  resolved: number;
}

/** Equal as a form sees it: nothing, an empty text and null are the same. */
export function same(a: unknown, b: unknown): boolean {
  const norm = (value: unknown) => (value === undefined || value === '' || value === null ? null : value);
  return JSON.stringify(norm(a)) === JSON.stringify(norm(b));
}

/** What was changed against the base, and nothing else: the body of a PATCH. */
export function changedValues(fields: FormField[], base: Values, values: Values): Values {
  return Object.fromEntries(fields.filter((field) => !same(base[field.name], values[field.name])).map((field) => [field.name, values[field.name] ?? null]));
}

/** Three versions of a resource: where the editing began, what was typed, and what somebody saved meanwhile. */
export function mergeVersions(fields: FormField[], base: Values, mine: Values, theirs: Values): Merge {
  const conflicts: Conflict[] = [];
  const merged: Values = { ...mine };
  let resolved = 0;
  for (const field of fields) {
    const { name } = field;
    const iChanged = !same(base[name], mine[name]);
    const theyChanged = !same(base[name], theirs[name]);
    if (iChanged && theyChanged && !same(mine[name], theirs[name])) conflicts.push({ field, mine: mine[name], theirs: theirs[name] });
    else if (iChanged !== theyChanged) resolved += 1;
    if (!iChanged) merged[name] = theirs[name];
  }
  return { conflicts, merged, resolved };
}
