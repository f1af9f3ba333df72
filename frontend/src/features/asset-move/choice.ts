import type { Id, MoveRequest } from '@/api/types';

/** What happens to one part of the custody: it stays, it goes to somebody or somewhere, it is cleared. */
export type Choice = { mode: 'keep' | 'clear' } | { mode: 'set'; id: Id | null; name?: string };

export interface MoveChoices {
  location: Choice;
  responsible: Choice;
  reason: string | null;
}

/** Fields in which something is missing, by the names of the API. */
export type Missing = Partial<Record<'to_location_id' | 'to_responsible_id' | 'nothing', true>>;

/** What still has to be chosen before this can be sent. */
export function missingIn({ location, responsible }: MoveChoices): Missing {
  const missing: Missing = {};
  if (location.mode === 'set' && location.id === null) missing.to_location_id = true;
  if (responsible.mode === 'set' && responsible.id === null) missing.to_responsible_id = true;
  if (location.mode === 'keep' && responsible.mode === 'keep') missing.nothing = true;
  return missing;
}

/** The wire form: what is absent stays, what is null is cleared. */
export function moveRequest({ location, responsible, reason }: MoveChoices): MoveRequest {
  const part = (choice: Choice) => (choice.mode === 'set' ? choice.id : null);
  return {
    ...(location.mode === 'keep' ? {} : { to_location_id: part(location) }),
    ...(responsible.mode === 'keep' ? {} : { to_responsible_id: part(responsible) }),
    reason: reason?.trim() || null,
  };
}
