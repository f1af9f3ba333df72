import { Checkbox, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/shared/dialog';
import { cx } from '@/shared/lib/cx';
import { addDays, inWords, weekdayOf } from '../days';
import classes from '../loans.module.css';
import { MOST_TIMES, REPEATS, type Repeat, type Repetition } from './wishes';

const MONDAY = '2001-01-01';

interface RepeatFieldsProps {
  value: Repetition;
  onChange: (value: Repetition) => void;
  start: string | null;
  errors: FieldErrors;
  strict: boolean;
}

/** Whether it recurs: on which days, and how many times. */
export function RepeatFields({ value, onChange, start, errors, strict }: RepeatFieldsProps) {
  const { t, i18n } = useTranslation('loans');
  const change = (patch: Partial<Repetition>) => onChange({ ...value, ...patch });
  const days = value.weekdays.length > 0 || start === null ? value.weekdays : [weekdayOf(start)];
  const weekly = value.repeat === 'weekly' || value.repeat === 'fortnightly';
  return (
    <>
      <div className={cx(classes.two, classes.stacked)}>
        <Select label={t('reservation.repeat')} allowDeselect={false} value={value.repeat} onChange={(repeat) => change({ repeat: repeat as Repeat })} data={REPEATS.map((one) => ({ value: one, label: t(`reservation.repeats.${one}`) }))} />
        {value.repeat !== 'none' && (
          <NumberInput label={t('reservation.times')} required allowDecimal={false} allowNegative={false} min={1} max={MOST_TIMES} value={value.times ?? ''} onChange={(times) => change({ times: typeof times === 'number' ? times : null })} error={errors.recurrence ?? (strict && value.times === null ? t('rules.missing') : null)} />
        )}
      </div>
      {weekly && (
        <fieldset className={classes.weekdays}>
          <legend>{t('reservation.weekdays')}</legend>
          {Array.from({ length: 7 }, (_, weekday) => (
            <Checkbox
              key={weekday}
              label={inWords(addDays(MONDAY, weekday), i18n.language, { weekday: 'short' })}
              checked={days.includes(weekday)}
              onChange={(event) => change({ weekdays: event.currentTarget.checked ? [...days, weekday] : days.filter((one) => one !== weekday) })}
            />
          ))}
        </fieldset>
      )}
      {value.repeat === 'monthly' && start !== null && Number(start.slice(8)) > 28 && <p className="t2">{t('reservation.monthEnd')}</p>}
    </>
  );
}
