import type { ListPreferences } from '../store/store';
import type { ListColumn } from './types';

const GROW_MIN = 220;
/** A code longer than this is cut after all. */
const MOST_FIT = 280;

/** Columns in the person's order, with what is hidden left out and the remembered widths. */
export function arrangeColumns<Row>(columns: ListColumn<Row>[], preferences: ListPreferences = {}): { all: ListColumn<Row>[]; visible: ListColumn<Row>[] } {
  const order = preferences.order ?? [];
  const place = (column: ListColumn<Row>, index: number) => {
    const chosen = order.indexOf(column.id);
    return chosen === -1 ? order.length + index : chosen;
  };
  const all = columns
    .map((column, index) => ({ column: withWidth(column, preferences.widths), at: place(column, index) }))
    .sort((a, b) => a.at - b.at)
    .map(({ column }) => column);
  return { all, visible: all.filter((column) => isVisible(column, preferences)) };
}

/** Whether a column is shown now. */
export function isVisible<Row>(column: ListColumn<Row>, preferences: ListPreferences = {}): boolean {
  if (column.fixed) return true;
  if (column.optional) return preferences.shown?.includes(column.id) ?? false;
  return !preferences.hidden?.includes(column.id);
}

/** Preferences after a column was shown or hidden. */
export function toggleColumn<Row>(column: ListColumn<Row>, preferences: ListPreferences, on: boolean): Partial<ListPreferences> {
  const name = column.optional ? 'shown' : 'hidden';
  const list = new Set(preferences[name] ?? []);
  if (column.optional === true ? on : !on) list.add(column.id);
  else list.delete(column.id);
  return { [name]: [...list] };
}

/** Order after one column went a place up or down. */
export function moveColumn<Row>(all: ListColumn<Row>[], id: string, step: -1 | 1): string[] {
  const ids = all.map((column) => column.id);
  const from = ids.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  const [moved] = ids.splice(from, 1);
  ids.splice(to, 0, moved!);
  return ids;
}

/**
 * Widths for the room there is: where it is scarce, columns give way down to their `minWidth`, in proportion, before
 * the table scrolls sideways; where there is more than is wanted, they share it up to their `maxWidth`.
 * The growing column (no width) takes the rest.
 */
export function fitWidths<Row>(columns: ListColumn<Row>[], available: number): Map<string, number | undefined> {
  const wanted = columns.map((column) => column.width ?? column.minWidth ?? GROW_MIN);
  const spare = available - sum(wanted);
  const bound = columns.map((column, index) => (spare < 0 ? Math.min(column.minWidth ?? wanted[index]!, wanted[index]!) : Math.max(column.maxWidth ?? wanted[index]!, wanted[index]!)));
  const play = sum(bound) - sum(wanted);
  const part = available <= 0 || play === 0 ? 0 : Math.min(1, spare / play);
  return new Map(columns.map((column, index) => [column.id, column.width === undefined ? undefined : Math.round(column.width + part * (bound[index]! - wanted[index]!))]));
}

/** Columns whose values must not be cut, as wide as the rows on the page need them; what a person set stays. */
export function fitColumns<Row>(columns: ListColumn<Row>[], rows: Row[], chosen: Record<string, number> = {}): ListColumn<Row>[] {
  return columns.map((column) => {
    if (!column.fit || column.width === undefined || chosen[column.id]) return column;
    const needed = rows.reduce((most, row) => Math.max(most, column.fit!(row)), column.width);
    return { ...column, width: Math.min(needed, MOST_FIT) };
  });
}

/** Below this the table scrolls sideways. */
export function leastWidth<Row>(columns: ListColumn<Row>[]): number {
  return sum(columns.map((column) => Math.min(column.minWidth ?? column.width ?? GROW_MIN, column.width ?? Infinity)));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function withWidth<Row>(column: ListColumn<Row>, widths: Record<string, number> = {}): ListColumn<Row> {
  const width = widths[column.id];
  return width ? { ...column, width, minWidth: width, maxWidth: width } : column; // what a person set does not give way
}
