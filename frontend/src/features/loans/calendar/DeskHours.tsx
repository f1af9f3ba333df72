import { IconClockHour4 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeskOut } from '@/api/generated/model';
import { addDays, inWords } from '../days';
import classes from './calendar.module.css';

const MONDAY = '2001-01-01';

/** When the desk is open: days with the same hours stand together. */
export function DeskHours({ desk }: { desk: DeskOut }) {
  const { t, i18n } = useTranslation('loans');
  const groups: { first: number; last: number; text: string }[] = [];
  desk.hours.forEach((spans, weekday) => {
    const text = spans.map(({ opens, closes }) => `${opens}–${closes}`).join(', ');
    const before = groups.at(-1);
    if (before?.text === text && before.last === weekday - 1) before.last = weekday;
    else groups.push({ first: weekday, last: weekday, text });
  });
  const name = (weekday: number) => inWords(addDays(MONDAY, weekday), i18n.language, { weekday: 'short' });
  const told = groups.filter(({ text }) => text).map(({ first, last, text }) => `${first === last ? name(first) : `${name(first)}–${name(last)}`} ${text}`);
  return (
    <p className={classes.desk}>
      <IconClockHour4 size={16} aria-hidden />
      <span>
        {t('calendar.desk')} <b>{told.join(' · ')}</b>
      </span>
    </p>
  );
}
