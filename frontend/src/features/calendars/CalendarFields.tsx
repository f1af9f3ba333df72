import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/shared/form';
import { readHours, showHours, type Week } from './hours';
import classes from './calendars.module.css';

const STATES = 'AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO'.split(' ');

/** What is typed: the hours of each weekday as text, Monday first. */
export interface Draft {
  hours: string[];
  state: string | null;
  optional: boolean;
}

export const draftOf = (calendar: { hours: Week; state: string | null; optional_days: boolean }): Draft => ({ hours: calendar.hours.map(showHours), state: calendar.state, optional: calendar.optional_days });

/** The draft as the API takes it; null while a line cannot be read. */
export function bodyOf(draft: Draft): { hours: Week; state: string | null; optional_days: boolean } | null {
  const hours = draft.hours.map(readHours);
  return hours.some((day) => day === null) ? null : { hours: hours as Week, state: draft.state, optional_days: draft.optional };
}

interface CalendarFieldsProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** After a try to save: say which lines cannot be read. */
  strict: boolean;
}

/** Business hours by weekday, the state, the optional days. */
export function CalendarFields({ draft, onChange, strict }: CalendarFieldsProps) {
  const { t } = useTranslation('calendars');
  const type = (weekday: number, text: string | null) => onChange({ ...draft, hours: draft.hours.map((hours, index) => (index === weekday ? (text ?? '') : hours)) });
  return (
    <>
      <fieldset className={classes.week}>
        <legend>{t('hours.title')}</legend>
        <p className="cap">{t('hours.hint')}</p>
        {draft.hours.map((hours, weekday) => (
          <TextField
            key={weekday}
            label={t(`weekday.${weekday}`)}
            placeholder={t('hours.closed')}
            value={hours || null}
            error={strict && readHours(hours) === null ? t('hours.unreadable') : null}
            onChange={(text) => type(weekday, text)}
          />
        ))}
      </fieldset>
      <Select label={t('state.label')} description={t('state.hint')} data={STATES} value={draft.state} onChange={(state) => onChange({ ...draft, state })} clearable searchable clearButtonProps={{ 'aria-label': t('state.clear') }} />
      <Checkbox label={t('optional')} checked={draft.optional} onChange={(event) => onChange({ ...draft, optional: event.currentTarget.checked })} />
    </>
  );
}
