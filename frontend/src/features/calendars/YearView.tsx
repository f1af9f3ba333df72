import { useTranslation } from 'react-i18next';
import type { DayOut } from '@/api/generated/model';
import { cx } from '@/shared/lib/cx';
import type { Week } from './hours';
import classes from './calendars.module.css';

const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** Twelve small months: days off and special days in colour. The list beside it says the same in words. */
export function YearView({ year, days, hours }: { year: number; days: DayOut[]; hours: Week }) {
  const { i18n, t } = useTranslation('calendars');
  const special = new Map(days.map((day) => [day.date, day]));
  const monthName = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' });
  const initial = new Intl.DateTimeFormat(i18n.language, { weekday: 'narrow', timeZone: 'UTC' });
  const weekdays = Array.from({ length: 7 }, (_, weekday) => initial.format(Date.UTC(2024, 0, 1 + weekday))); // 1 January 2024 was a Monday
  return (
    <div className={classes.year} role="img" aria-label={t('year.picture', { year, count: days.length })}>
      {MONTHS.map((month) => (
        <div key={month} className={classes.month} aria-hidden>
          <b>{monthName.format(Date.UTC(year, month, 1))}</b>
          <div className={classes.grid}>
            {weekdays.map((name, index) => (
              <i key={index}>{name}</i>
            ))}
            {cells(year, month).map((day, index) => (
              <Cell key={index} date={day} special={day ? special.get(day) : undefined} closed={day !== null && hours[weekdayOf(day)]?.length === 0} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function Cell({ date, special, closed }: { date: string | null; special: DayOut | undefined; closed: boolean }) {
  if (!date) return <span />;
  return (
    <span className={cx(classes.cell, closed && classes.closed)} data-kind={special?.kind} title={special?.name}>
      {Number(date.slice(8))}
    </span>
  );
}

const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The dates of a month with the empty places before its first day, Monday first. */
function cells(year: number, month: number): (string | null)[] {
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const dates = Array.from({ length: count }, (_, day) => new Date(Date.UTC(year, month, day + 1)).toISOString().slice(0, 10));
  return [...Array.from({ length: weekdayOf(dates[0]!) }, () => null), ...dates];
}
