import type { ListPreferences } from '../store/store';
import type { ListColumn } from './types';

const GROW_MIN = 220;

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
 * Widths for the room there is: preferred ones where they fit; otherwise columns give way down to their
 * `minWidth`, in proportion, before the table scrolls sideways. The growing column (no width) takes the rest.
 */
export function fitWidths<Row>(columns: ListColumn<Row>[], available: number): Map<string, number | undefined> {
  const wanted = columns.map((column) => column.width ?? column.minWidth ?? GROW_MIN);
  const least = columns.map((column, index) => Math.min(column.minWidth ?? wanted[index]!, wanted[index]!));
  const excess = sum(wanted) - available;
  const slack = sum(wanted) - sum(least);
  const part = available <= 0 || excess <= 0 || slack === 0 ? 0 : Math.min(1, excess / slack);
  return new Map(columns.map((column, index) => [column.id, column.width === undefined ? undefined : Math.round(column.width - part * (wanted[index]! - least[index]!))]));
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
  return width ? { ...column, width, minWidth: width } : column; // what a person set does not give way
}
