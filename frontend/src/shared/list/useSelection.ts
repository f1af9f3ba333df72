import { useCallback, useMemo, useState } from 'react';
import type { FilterQuery, Id, Selection } from '@/api/types';
import { sumAmounts } from '../lib/format';

/** Rows by id with their amounts, or all that match the filter except some. */
type State = { mode: 'ids'; rows: Map<Id, string | null> } | { mode: 'all'; filter: string; except: Map<Id, string | null> };

const NOTHING: State = { mode: 'ids', rows: new Map() };

export interface ListSelection<Row> {
  count: number;
  /** Exact sum; null when it is not known (all that match, minus rows never seen). */
  sum: string | null;
  isAll: boolean;
  /** The wire form, for the body of a bulk action. */
  selection: Selection;
  has: (id: Id) => boolean;
  toggle: (row: Row, on?: boolean) => void;
  setMany: (rows: Row[], on: boolean) => void;
  selectAllMatching: () => void;
  clear: () => void;
}

interface Options<Row> {
  filter: FilterQuery;
  /** How many match the filter, and their sum, from the server. */
  total: number;
  totalSum: string | null;
  amount?: (row: Row) => string | null;
}

/**
 * What is chosen in a list, over pages. "All that match" is kept as the filter, never as a list of ids,
 * and ends when the filter changes; single rows stay chosen while one searches for more.
 */
export function useSelection<Row extends { id: Id }>({ filter, total, totalSum, amount }: Options<Row>): ListSelection<Row> {
  const [stored, setState] = useState<State>(NOTHING);
  const key = JSON.stringify(filter);
  const state = stored.mode === 'all' && stored.filter !== key ? NOTHING : stored;

  const has = useCallback((id: Id) => (state.mode === 'ids' ? state.rows.has(id) : !state.except.has(id)), [state]);

  const setMany = useCallback(
    (rows: Row[], on: boolean) => {
      const map = new Map(state.mode === 'ids' ? state.rows : state.except);
      const add = state.mode === 'ids' ? on : !on;
      for (const row of rows) {
        if (add) map.set(row.id, amount?.(row) ?? null);
        else map.delete(row.id);
      }
      setState(state.mode === 'ids' ? { mode: 'ids', rows: map } : { ...state, except: map });
    },
    [amount, state],
  );

  const count = state.mode === 'ids' ? state.rows.size : Math.max(0, total - state.except.size);
  const sum = useMemo(() => sumOf(state, totalSum, amount !== undefined), [amount, state, totalSum]);
  const selection = useMemo<Selection>(
    () => (state.mode === 'ids' ? { ids: [...state.rows.keys()] } : { filter, exclude_ids: [...state.except.keys()] }),
    [filter, state],
  );

  return {
    count,
    sum,
    isAll: state.mode === 'all',
    selection,
    has,
    toggle: (row, on) => setMany([row], on ?? !has(row.id)),
    setMany,
    selectAllMatching: () => setState({ mode: 'all', filter: key, except: new Map() }),
    clear: () => setState(NOTHING),
  };
}

function sumOf(state: State, totalSum: string | null, hasAmount: boolean): string | null {
  if (!hasAmount) return null;
  if (state.mode === 'ids') return sumAmounts([...state.rows.values()]);
  if (totalSum === null) return null;
  const minus = [...state.except.values()].map((value) => (value ? (value.startsWith('-') ? value.slice(1) : `-${value}`) : value));
  return sumAmounts([totalSum, ...minus]);
}
