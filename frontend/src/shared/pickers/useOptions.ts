import { useQuery } from '@tanstack/react-query';
import { useDebounced } from '../hooks';

/** One line of a picker. */
export interface PickerOption {
  id: number;
  /** What is chosen ("Sala 214"). */
  name: string;
  /** What tells it apart ("Sede › Bloco B"). */
  hint?: string;
  /** Tree pickers: how deep, and whether there is anything below. */
  depth?: number;
  expandable?: boolean;
}

export interface PickerSource {
  /** Root of the query keys, so that live events refresh it ("people"). */
  key: string;
  search: (q: string, signal: AbortSignal) => Promise<PickerOption[]>;
  one: (id: number, signal: AbortSignal) => Promise<PickerOption>;
  /** Tree pickers: what lies below a node, the roots for null. */
  children?: (parentId: number | null, signal: AbortSignal) => Promise<PickerOption[]>;
}

/** Matches for what is typed, once the fingers rest; until they are there they are `awaited`. */
export function useMatches(source: PickerSource, text: string, enabled: boolean) {
  const q = useDebounced(text.trim(), 200);
  const matches = useQuery({
    queryKey: [source.key, 'picker', q],
    queryFn: ({ signal }) => source.search(q, signal),
    enabled: enabled && (q !== '' || !source.children),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  return { options: matches.data ?? [], failed: matches.isError, awaited: q !== text.trim() || matches.isFetching };
}

/** The chosen one by id, to show its name. */
export function useChosen(source: PickerSource, id: number | null) {
  return useQuery({
    queryKey: [source.key, 'picker-one', id],
    queryFn: ({ signal }) => source.one(id!, signal),
    enabled: id !== null,
    staleTime: 60_000,
  });
}
