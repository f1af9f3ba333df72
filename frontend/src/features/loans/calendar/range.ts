import type { AgendaPeriod } from '@/api/generated/model';
import { addDays, dayCount, monthStart, weekStart } from '../days';

export type CalendarView = 'month' | 'week' | 'assets';
export const VIEWS: CalendarView[] = ['month', 'week', 'assets'];

export interface Range {
  start: string;
  end: string;
}

/** The days that a view shows around a day: whole weeks from Monday on, so a month has up to six of them. */
export function rangeOf(view: CalendarView, day: string): Range {
  if (view === 'month') {
    const end = addDays(monthStart(day, 1), -1);
    return { start: weekStart(monthStart(day)), end: addDays(weekStart(end), 6) };
  }
  const start = weekStart(day);
  return { start, end: addDays(start, view === 'week' ? 6 : 27) };
}

/** The day around which the view before or after is shown. */
export function moved(view: CalendarView, day: string, by: -1 | 1): string {
  if (view === 'month') return monthStart(day, by);
  return addDays(day, by * (view === 'week' ? 7 : 28));
}

/** Whether a period takes a day. */
export const takes = (period: Pick<AgendaPeriod, 'start_date' | 'until'>, day: string): boolean => period.start_date <= day && day <= period.until;

/** Where the bar of a period lies among the days shown: its first column (1 is the first day) and its length. */
export function barOf(period: Pick<AgendaPeriod, 'start_date' | 'until'>, range: Range): { column: number; span: number; cutBefore: boolean; cutAfter: boolean } {
  const first = period.start_date < range.start ? range.start : period.start_date;
  const last = period.until > range.end ? range.end : period.until;
  return { column: dayCount(range.start, first), span: Math.max(1, dayCount(first, last)), cutBefore: period.start_date < range.start, cutAfter: period.until > range.end };
}

export interface AssetLine {
  id: number;
  tag: string;
  name: string;
  periods: AgendaPeriod[];
}

/** The periods by asset, with those that are free all the time, by tag. */
export function linesOf(periods: AgendaPeriod[], free: { id: number; tag: string; name: string }[]): AssetLine[] {
  const lines = new Map<number, AssetLine>();
  for (const { id, tag, name } of free) lines.set(id, { id, tag, name, periods: [] });
  for (const period of periods) {
    const line = lines.get(period.asset_id) ?? { id: period.asset_id, tag: period.tag, name: period.name, periods: [] };
    line.periods.push(period);
    lines.set(period.asset_id, line);
  }
  return [...lines.values()].sort((a, b) => a.tag.localeCompare(b.tag, 'pt-BR', { numeric: true }));
}
