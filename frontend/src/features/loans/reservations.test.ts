import { describe, expect, it } from 'vitest';
import { barOf, linesOf, moved, rangeOf, takes } from './calendar/range';
import { dayCount, daysBetween, isDay, monthStart, weekdayOf, weekStart } from './days';
import { hasItems, itemsOf, recurrenceOf, type Items } from './reserve/wishes';

const items: Items = { kind: 'category', category: 3, place: null, count: 2, assets: [{ id: 9, tag: 'N-9' }] };

describe('days', () => {
  it('knows weeks from Monday and the first of months', () => {
    expect(weekdayOf('2026-11-30')).toBe(0);
    expect(weekStart('2026-12-06')).toBe('2026-11-30');
    expect(monthStart('2026-12-31', 1)).toBe('2027-01-01');
    expect(monthStart('2026-01-31', -1)).toBe('2025-12-01');
    expect(daysBetween('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(dayCount('2026-10-17', '2026-10-19')).toBe(3);
  });
  it('believes no address that names no day', () => {
    expect(['2026-02-29', '2026-2-1', 'x', null].some(isDay)).toBe(false);
    expect(isDay('2028-02-29')).toBe(true);
  });
});

describe('the days that a view shows', () => {
  it('is whole weeks, never more than the server gives at once', () => {
    expect(rangeOf('month', '2026-08-15')).toEqual({ start: '2026-07-27', end: '2026-09-06' });
    expect(rangeOf('week', '2026-12-01')).toEqual({ start: '2026-11-30', end: '2026-12-06' });
    for (const view of ['month', 'week', 'assets'] as const) {
      const { start, end } = rangeOf(view, '2026-08-31');
      expect(dayCount(start, end) % 7).toBe(0);
      expect(dayCount(start, end)).toBeLessThanOrEqual(62);
    }
  });
  it('moves by what it shows', () => {
    expect(moved('month', '2026-01-31', 1)).toBe('2026-02-01');
    expect(moved('week', '2026-12-01', -1)).toBe('2026-11-24');
  });
});

describe('bars', () => {
  const range = { start: '2026-12-07', end: '2026-12-13' };
  it('stand on their days, and are cut at both ends of what is shown', () => {
    expect(barOf({ start_date: '2026-12-08', until: '2026-12-09' }, range)).toEqual({ column: 2, span: 2, cutBefore: false, cutAfter: false });
    expect(barOf({ start_date: '2026-12-01', until: '2026-12-31' }, range)).toEqual({ column: 1, span: 7, cutBefore: true, cutAfter: true });
    expect(takes({ start_date: '2026-12-08', until: '2026-12-08' }, '2026-12-08')).toBe(true);
  });
  it('are gathered by asset, free ones among them, as people count', () => {
    const period = { asset_id: 2, tag: 'N-10', name: 'Dez' } as Parameters<typeof linesOf>[0][number];
    expect(linesOf([period], [{ id: 1, tag: 'N-9', name: 'Nove' }]).map(({ tag, periods }) => [tag, periods.length])).toEqual([['N-9', 0], ['N-10', 1]]);
  });
});

describe('what is asked for', () => {
  it('is a category or assets', () => {
    expect(itemsOf(items)).toEqual([{ category_id: 3, location_id: null, count: 2 }]);
    expect(itemsOf({ ...items, kind: 'assets' })).toEqual([{ asset_id: 9 }]);
    expect(hasItems({ ...items, category: null })).toBe(false);
    expect(hasItems({ ...items, kind: 'assets', assets: [] })).toBe(false);
  });
  it('recurs on the weekday it starts, unless others are chosen', () => {
    expect(recurrenceOf({ repeat: 'none', weekdays: [1], times: 4 }, '2026-12-01')).toBeNull();
    expect(recurrenceOf({ repeat: 'fortnightly', weekdays: [], times: 4 }, '2026-12-01')).toEqual({ frequency: 'weekly', every: 2, weekdays: [1], times: 4 });
    expect(recurrenceOf({ repeat: 'monthly', weekdays: [1], times: 3 }, '2026-12-31')).toEqual({ frequency: 'monthly', every: 1, times: 3 });
  });
});
