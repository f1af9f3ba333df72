import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { removeCalendarDay } from '@/api/generated/calendars/calendars';
import type { CalendarOut, DayOut } from '@/api/generated/model';
import { toProblem } from '@/api/problem';
import { formatDate } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { Card, ErrorState, IconButton, SkeletonRows } from '@/shared/ui';
import classes from './calendars.module.css';
import { useRefresh, useYear } from './queries';
import { YearView } from './YearView';

const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

/** A year of a calendar: as a picture and in words. */
export function YearCard({ calendar }: { calendar: CalendarOut }) {
  const { t } = useTranslation('calendars');
  const [year, setYear] = useState(() => new Date().getFullYear());
  const query = useYear(calendar.id, year);
  const steps = (
    <span className={classes.steps}>
      <IconButton label={t('year.previous')} size="sm" disabled={year <= FIRST_YEAR} onClick={() => setYear(year - 1)}>
        <IconChevronLeft size={16} />
      </IconButton>
      <b className="tnum" role="status">
        {year}
      </b>
      <IconButton label={t('year.next')} size="sm" disabled={year >= LAST_YEAR} onClick={() => setYear(year + 1)}>
        <IconChevronRight size={16} />
      </IconButton>
    </span>
  );
  return (
    <Card title={t('year.title')} end={steps}>
      {query.isError && !query.data && <ErrorState error={query.error} title={t('year.failed')} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={8} />}
      {query.data && (
        <div className={classes.yearBody}>
          <YearView year={query.data.year} days={query.data.items} hours={calendar.hours} />
          <Days calendar={calendar} days={query.data.items} />
        </div>
      )}
    </Card>
  );
}

function Days({ calendar, days }: { calendar: CalendarOut; days: DayOut[] }) {
  const { t, i18n } = useTranslation('calendars');
  const refresh = useRefresh();
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  const remove = (day: DayOut) =>
    void removeCalendarDay(calendar.id, day.id!).then(refresh, async (error: unknown) => {
      const { title, detail } = await toProblem(error);
      toast({ tone: 'danger', title, text: detail ?? undefined });
    });
  if (days.length === 0) return <p className="t2">{t('year.none')}</p>;
  return (
    <ul className={classes.days} aria-label={t('year.list')}>
      {days.map((day) => (
        <li key={day.date}>
          <i className={classes.dot} data-kind={day.kind} aria-hidden />
          <span className="tnum">
            {formatDate(day.date)} <span className="t3">{weekday.format(new Date(`${day.date}T00:00:00Z`))}</span>
          </span>
          <span className={classes.dayName}>
            <b>{day.name}</b> <span className="cap">{t(day.from_above ? 'kind.above' : `kind.${day.kind}`)}</span>
          </span>
          {day.id !== null && calendar.allowed_actions.includes('edit') && (
            <IconButton size="sm" label={t('day.remove', { name: day.name })} onClick={() => remove(day)}>
              <IconX size={14} />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  );
}
