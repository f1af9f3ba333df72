import { IconCalendarEvent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AgendaPeriod } from '@/api/generated/model';
import { formatDate } from '@/shared/lib/format';
import { EmptyState } from '@/shared/ui';
import { inWords } from '../days';
import { Bar } from './Bar';
import classes from './calendar.module.css';
import type { Range } from './range';

/** For a phone: what begins on which day, those first that began before. */
export function AgendaList({ periods, range }: { periods: AgendaPeriod[]; range: Range }) {
  const { t, i18n } = useTranslation('loans');
  if (periods.length === 0) return <EmptyState icon={<IconCalendarEvent size={28} stroke={1.5} />} title={t('calendar.emptyTitle')} text={t('calendar.emptyText')} />;
  const days = new Map<string, AgendaPeriod[]>();
  for (const period of periods) {
    const day = period.start_date < range.start ? range.start : period.start_date;
    days.set(day, [...(days.get(day) ?? []), period]);
  }
  return (
    <div className={classes.agenda}>
      {[...days].map(([day, found]) => (
        <section key={day}>
          <h3>{inWords(day, i18n.language, { weekday: 'long', day: 'numeric', month: 'long' })}</h3>
          <ul>
            {found.map((period) => (
              <li key={period.id}>
                <Bar period={period} by="asset" />
                <span className={classes.about}>
                  <span>{period.name}</span>
                  <span>{t('calendar.span', { start: formatDate(period.start_date), end: formatDate(period.due_date) })}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
