import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaPeriod } from '@/api/generated/model';
import { cx } from '@/shared/lib/cx';
import { formatDate } from '@/shared/lib/format';
import { daysBetween, inWords, today } from '../days';
import type { ReserveStart } from '../reserve/ReserveDialog';
import { Bar } from './Bar';
import classes from './calendar.module.css';
import { takes, type Range } from './range';

const SHOWN = 3;

interface DayGridProps {
  periods: AgendaPeriod[];
  range: Range;
  /** "2026-12" of a month; null for a week, which shows everything. */
  month: string | null;
  closed: string[];
  onReserve?: (from: Partial<ReserveStart>) => void;
}

/** Weeks of seven days, each with what is taken on it. */
export function DayGrid({ periods, range, month, closed, onReserve }: DayGridProps) {
  const { i18n } = useTranslation('loans');
  const days = daysBetween(range.start, range.end);
  return (
    <div className={cx(classes.grid, month === null && classes.week)}>
      <div className={classes.weekdays} aria-hidden>
        {days.slice(0, 7).map((day) => (
          <span key={day}>{inWords(day, i18n.language, { weekday: 'short' })}</span>
        ))}
      </div>
      <ol className={classes.days}>
        {days.map((day) => (
          <Day key={day} day={day} periods={periods.filter((one) => takes(one, day))} outside={month !== null && !day.startsWith(month)} all={month === null} closed={closed.includes(day)} onReserve={onReserve} />
        ))}
      </ol>
    </div>
  );
}

interface DayProps {
  day: string;
  periods: AgendaPeriod[];
  outside: boolean;
  all: boolean;
  closed: boolean;
  onReserve?: (from: Partial<ReserveStart>) => void;
}

function Day({ day, periods, outside, all, closed, onReserve }: DayProps) {
  const { t, i18n } = useTranslation('loans');
  const [open, setOpen] = useState(false);
  const whole = all || open || periods.length <= SHOWN + 1;
  const free = onReserve && !closed && day >= today();
  return (
    <li className={cx(classes.day, outside && classes.outside, closed && classes.closed, day === today() && classes.today)} aria-label={inWords(day, i18n.language, { dateStyle: 'full' })} aria-current={day === today() ? 'date' : undefined}>
      <span className={classes.dayHead}>
        <span className={classes.number}>{Number(day.slice(8))}</span>
        {closed && <small>{t('calendar.closed')}</small>}
        {free && (
          <button type="button" className={classes.add} aria-label={t('calendar.reserveOn', { day: formatDate(day) })} title={t('calendar.reserveOn', { day: formatDate(day) })} onClick={() => onReserve({ start: day, due: day })}>
            <IconPlus size={14} aria-hidden />
          </button>
        )}
      </span>
      <ul>
        {periods.slice(0, whole ? undefined : SHOWN).map((period) => (
          <li key={period.id}>
            <Bar period={period} by="asset" />
          </li>
        ))}
      </ul>
      {!whole && (
        <button type="button" className={classes.more} onClick={() => setOpen(true)}>
          {t('calendar.more', { count: periods.length - SHOWN })}
        </button>
      )}
    </li>
  );
}
