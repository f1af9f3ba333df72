import type { LoanIn, LoanItemIn, LoanSeriesIn, OwnLoanIn, OwnLoanSeriesIn, RecurrenceIn } from '@/api/generated/model';
import { addDays, monthStart, weekdayOf } from '../days';
import { bodyOf, type Wanted } from '../LoanFields';

export type Repeat = 'none' | 'weekly' | 'fortnightly' | 'monthly';
export const REPEATS: Repeat[] = ['none', 'weekly', 'fortnightly', 'monthly'];
export const MOST_TIMES = 60;

/** What is to be reserved. Assets and a category are kept apart, so that going back loses nothing. */
export interface Items {
  kind: 'category' | 'assets';
  category: number | null;
  place: number | null;
  count: number | null;
  assets: { id: number; tag: string }[];
}

export interface Repetition {
  repeat: Repeat;
  weekdays: number[];
  times: number | null;
}

export const hasItems = (items: Items): boolean => (items.kind === 'category' ? items.category !== null && items.count !== null : items.assets.length > 0);

export const itemsOf = (items: Items): LoanItemIn[] =>
  items.kind === 'category' ? [{ category_id: items.category!, location_id: items.place, count: items.count ?? 1 }] : items.assets.map(({ id }) => ({ asset_id: id }));

/** The rule as the API takes it; null when nothing recurs. */
export function recurrenceOf({ repeat, weekdays, times }: Repetition, start: string): RecurrenceIn | null {
  if (repeat === 'none') return null;
  if (repeat === 'monthly') return { frequency: 'monthly', every: 1, times };
  return { frequency: 'weekly', every: repeat === 'weekly' ? 1 : 2, weekdays: weekdays.length > 0 ? [...weekdays].sort() : [weekdayOf(start)], times };
}

export const loanBody = (wanted: Wanted, items: Items): LoanIn => bodyOf(wanted, itemsOf(items));

export const seriesBody = (wanted: Wanted, items: Items, recurrence: RecurrenceIn, skip: string[]): LoanSeriesIn => ({ ...loanBody(wanted, items), recurrence, skip });

export const ownBody = (wanted: Wanted, items: Items): OwnLoanIn => ({ items: itemsOf(items), start_date: wanted.start!, due_date: wanted.due!, purpose: wanted.purpose!.trim() });

export const ownSeriesBody = (wanted: Wanted, items: Items, recurrence: RecurrenceIn, skip: string[]): OwnLoanSeriesIn => ({ ...ownBody(wanted, items), recurrence, skip });

/** Whether enough is said for oneself: days and what for. */
export const ownComplete = (wanted: Wanted): boolean => wanted.start !== null && wanted.due !== null && Boolean(wanted.purpose?.trim());

/** The days around a period of which the desk is asked whether it is open. */
export const around = (start: string): { start: string; end: string } => ({ start: monthStart(start), end: addDays(monthStart(start), 61) });
