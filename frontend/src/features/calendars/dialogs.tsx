import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { addCalendarDay, createCalendar, deleteCalendar, editCalendar } from '@/api/generated/calendars/calendars';
import type { CalendarOut } from '@/api/generated/model';
import { ifMatch } from '@/api/http';
import { LocationPicker } from '@/entities/location';
import { ActDialog } from '@/shared/dialog';
import { DateField, TextField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { bodyOf, CalendarFields, draftOf, type Draft } from './CalendarFields';
import { useRefresh } from './queries';

interface OfCalendar {
  calendar: CalendarOut;
  onClose: () => void;
}

/** Hours, state and optional days of a calendar. */
export function EditDialog({ calendar, onClose }: OfCalendar) {
  const { t } = useTranslation('calendars');
  const refresh = useRefresh();
  const [shown, setShown] = useState(calendar);
  const [draft, setDraft] = useState<Draft>(() => draftOf(calendar));
  const [strict, setStrict] = useState(false);
  const submit = async () => {
    const body = bodyOf(draft);
    if (!body) return setStrict(true);
    await editCalendar(shown.id, body, { headers: ifMatch(shown.version) });
    refresh();
    toast({ tone: 'success', title: t('edit.done') });
    onClose();
  };
  return (
    <ActDialog title={t('edit.title')} submitLabel={t('edit.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setShown(current as CalendarOut)}>
      <CalendarFields draft={draft} onChange={setDraft} strict={strict} />
    </ActDialog>
  );
}

/** A calendar of a place's own; it begins like the one that holds there now. */
export function CreateDialog({ like, onClose }: { like: CalendarOut; onClose: () => void }) {
  const { t } = useTranslation('calendars');
  const refresh = useRefresh();
  const navigate = useNavigate();
  const [place, setPlace] = useState<number | null>(null);
  const [draft, setDraft] = useState<Draft>(() => draftOf(like));
  const [strict, setStrict] = useState(false);
  const submit = async (keyFor: (body: unknown) => string) => {
    const body = bodyOf(draft);
    if (!body || place === null) return setStrict(true);
    const whole = { ...body, location_id: place };
    const made = await createCalendar(whole, { headers: { 'Idempotency-Key': keyFor(whole) } });
    refresh();
    onClose();
    void navigate(`/calendarios/${made.id}`);
  };
  return (
    <ActDialog title={t('create.title')} submitLabel={t('create.submit')} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <p className="t2">{t('create.text')}</p>
          <LocationPicker label={t('create.place')} required value={place} error={errors.location_id ?? (strict && place === null ? t('create.placeMissing') : null)} onChange={setPlace} />
          <CalendarFields draft={draft} onChange={setDraft} strict={strict} />
        </>
      )}
    </ActDialog>
  );
}

/** The calendar of a place goes; the one above holds there again. */
export function DeleteDialog({ calendar, onClose }: OfCalendar) {
  const { t } = useTranslation('calendars');
  const refresh = useRefresh();
  const navigate = useNavigate();
  const [shown, setShown] = useState(calendar);
  const submit = async () => {
    await deleteCalendar(shown.id, { headers: ifMatch(shown.version) });
    onClose();
    void navigate('/calendarios', { replace: true });
    refresh();
  };
  return (
    <ActDialog title={t('delete.title')} submitLabel={t('delete.submit')} danger onClose={onClose} onSubmit={submit} onStale={(current) => setShown(current as CalendarOut)}>
      <p>{t('delete.text', { place: shown.location?.name })}</p>
    </ActDialog>
  );
}

/** A day off, or one that is worked although it would be off. */
export function DayDialog({ calendar, onClose }: OfCalendar) {
  const { t } = useTranslation('calendars');
  const refresh = useRefresh();
  const [date, setDate] = useState<string | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [worked, setWorked] = useState(false);
  const [strict, setStrict] = useState(false);
  const submit = async (keyFor: (body: unknown) => string) => {
    if (!date || !name) return setStrict(true);
    const body = { date, name, is_worked: worked };
    await addCalendarDay(calendar.id, body, { headers: { 'Idempotency-Key': keyFor(body) } });
    refresh();
    toast({ tone: 'success', title: t('day.done') });
    onClose();
  };
  return (
    <ActDialog title={t('day.title')} submitLabel={t('day.submit')} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <DateField label={t('day.date')} required value={date} error={errors.date ?? (strict && !date ? t('day.dateMissing') : null)} onChange={setDate} />
          <TextField label={t('day.name')} required maxLength={120} placeholder={t('day.example')} value={name} error={errors.name ?? (strict && !name ? t('day.nameMissing') : null)} onChange={setName} />
          <Checkbox label={t('day.worked')} description={t('day.workedHint')} checked={worked} onChange={(event) => setWorked(event.currentTarget.checked)} />
        </>
      )}
    </ActDialog>
  );
}
