import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { loansApi } from '@/api/loans';
import { toProblem } from '@/api/problem';
import { reservationsApi, type SeriesConflict } from '@/api/reservations';
import { ActDialog, type FieldErrors } from '@/shared/dialog';
import { DateField, TextAreaField } from '@/shared/form';
import { formatDate } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { toast } from '@/shared/toast/toast';
import { Button, Notice } from '@/shared/ui';
import { useDesk } from '../calendar/queries';
import { DeskHours } from '../calendar/DeskHours';
import { addDays, today } from '../days';
import { loanHref } from '../href';
import { firstWishes, isComplete, LoanFields, type Wanted } from '../LoanFields';
import classes from '../loans.module.css';
import { useMovedOn } from '../queries';
import { Conflicts } from './Conflicts';
import { ItemFields } from './ItemFields';
import { RepeatFields } from './RepeatFields';
import { around, hasItems, loanBody, ownBody, ownComplete, ownSeriesBody, recurrenceOf, seriesBody, type Items, type Repetition } from './wishes';

/** What is known when the dialog opens. */
export interface ReserveStart {
  own: boolean;
  start: string;
  due?: string;
  category?: number | null;
  place?: number | null;
  asset?: number | null;
  tag?: string;
}

const USUAL_DAYS = 2;
/** Where the server says that the desk is closed, and which day would do. */
interface Closed {
  field: 'start' | 'due';
  next: string;
}

/** Any of a category, unless an asset is known, or its categories are not seen. */
const firstItems = (start: ReserveStart, seesCategories: boolean): Items => ({
  kind: (start.asset && !start.category) || !seesCategories ? 'assets' : 'category',
  category: start.category ?? null,
  place: start.place ?? null,
  count: 1,
  assets: start.asset ? [{ id: start.asset, tag: start.tag ?? '' }] : [],
});

/** Reserve ahead of time: assets, or any of a category; for somebody, or for oneself; once, or recurring. */
export function ReserveDialog({ start, onClose }: { start: ReserveStart; onClose: () => void }) {
  const { t } = useTranslation('loans');
  const [wanted, setWanted] = useState<Wanted>(() => ({ ...firstWishes(), start: start.start, due: start.due ?? addDays(start.start, USUAL_DAYS) }));
  const seesCategories = usePermission('catalogue.read');
  const [items, setItems] = useState<Items>(() => firstItems(start, seesCategories));
  const [repetition, setRepetition] = useState<Repetition>({ repeat: 'none', weekdays: [], times: 4 });
  const [skip, setSkip] = useState<string[]>([]);
  const [conflicts, setConflicts] = useState<SeriesConflict[]>([]);
  const [closed, setClosed] = useState<Closed | null>(null);
  const [tried, setTried] = useState(false);
  const desk = useDesk(around(wanted.start ?? today()));
  const finish = useFinish(onClose);
  const forget = () => (setConflicts([]), setSkip([]), setClosed(null));
  const change = (next: Wanted) => (setWanted(next), forget());

  const submit = async (keyFor: (body: unknown) => string) => {
    setTried(true);
    if (!hasItems(items) || !(start.own ? ownComplete(wanted) : isComplete(wanted))) return;
    const recurrence = recurrenceOf(repetition, wanted.start!);
    if (recurrence && recurrence.times === null) return;
    setConflicts([]);
    setClosed(null);
    try {
      await finish(await send({ own: start.own, wanted, items, recurrence, skip }, keyFor));
    } catch (thrown) {
      const problem = await toProblem(thrown);
      if (problem.code === 'loans.series_conflicts') setConflicts(problem.body.conflicts as SeriesConflict[]);
      if (problem.code === 'loans.desk_closed') setClosed({ field: problem.errors[0]?.pointer === '/start_date' ? 'start' : 'due', next: String(problem.body.next_open_day) });
      throw problem;
    }
  };
  return (
    <ActDialog title={t(start.own ? 'reservation.forMe' : 'reservation.title')} submitLabel={t('create.submit')} size={640} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          {start.own && desk.data && <p className="t2">{t('reservation.limits', { most: desk.data.self_most_days, ahead: desk.data.self_days_ahead, count: desk.data.self_at_once })}</p>}
          <ItemFields value={items} onChange={(next) => (setItems(next), forget())} start={wanted.start} due={wanted.due} own={start.own} errors={errors} strict={tried} />
          {start.own ? <OwnFields value={wanted} onChange={change} errors={errors} strict={tried} /> : <LoanFields value={wanted} onChange={change} errors={errors} strict={tried} />}
          {desk.data && !desk.data.always && <DeskHours desk={desk.data} />}
          {closed && <NextDay closed={closed} onTake={() => change({ ...wanted, [closed.field]: closed.next, ...(closed.field === 'start' && (wanted.due ?? '') < closed.next ? { due: closed.next } : {}) })} />}
          <RepeatFields value={repetition} onChange={(next) => (setRepetition(next), forget())} start={wanted.start} errors={errors} strict={tried} />
          {start.own && repetition.repeat !== 'none' && <p className="t2">{t('reservation.eachCounts')}</p>}
          <Conflicts conflicts={conflicts} skip={skip} onSkip={() => (setSkip([...skip, ...conflicts.map((one) => one.start_date)]), setConflicts([]))} onUndo={() => setSkip([])} />
        </>
      )}
    </ActDialog>
  );
}

interface Asked {
  own: boolean;
  wanted: Wanted;
  items: Items;
  recurrence: ReturnType<typeof recurrenceOf>;
  skip: string[];
}
type Made = Awaited<ReturnType<typeof loansApi.create>> | Awaited<ReturnType<typeof reservationsApi.createSeries>>;

async function send({ own, wanted, items, recurrence, skip }: Asked, keyFor: (body: unknown) => string): Promise<Made> {
  if (own && recurrence) {
    const body = ownSeriesBody(wanted, items, recurrence, skip);
    return reservationsApi.createOwnSeries(body, { idempotencyKey: keyFor(body) });
  }
  if (own) {
    const body = ownBody(wanted, items);
    return reservationsApi.createOwn(body, { idempotencyKey: keyFor(body) });
  }
  if (recurrence) {
    const body = seriesBody(wanted, items, recurrence, skip);
    return reservationsApi.createSeries(body, { idempotencyKey: keyFor(body) });
  }
  const body = loanBody(wanted, items);
  return loansApi.create(body, { idempotencyKey: keyFor(body) });
}

/** Say what was made, and go there. */
function useFinish(onClose: () => void) {
  const { t } = useTranslation('loans');
  const client = useQueryClient();
  const movedOn = useMovedOn();
  const navigate = useNavigate();
  return async (made: Made) => {
    onClose();
    if ('number' in made) {
      movedOn(made);
      toast({ tone: 'success', title: t(made.state === 'pending' ? 'done.asked' : 'done.reserved', { number: made.number }) });
      await navigate(loanHref(made.id));
      return;
    }
    void client.invalidateQueries({ queryKey: ['loans'] });
    toast({ tone: 'success', title: t('reservation.seriesDone', { count: made.loans.length }) });
    await navigate(`/emprestimos?series_id=${made.id}`);
  };
}

function NextDay({ closed, onTake }: { closed: Closed; onTake: () => void }) {
  const { t } = useTranslation('loans');
  return (
    <Notice tone="warning" title={t('reservation.closed')}>
      <Button size="sm" onClick={onTake}>
        {t('reservation.useDay', { day: formatDate(closed.next) })}
      </Button>
    </Notice>
  );
}

interface OwnFieldsProps {
  value: Wanted;
  onChange: (value: Wanted) => void;
  errors: FieldErrors;
  strict: boolean;
}

/** For oneself: for how long, and what for. */
function OwnFields({ value, onChange, errors, strict }: OwnFieldsProps) {
  const { t } = useTranslation('loans');
  const missing = (given: string | null | undefined, text: string) => (strict && !given ? text : null);
  return (
    <>
      <div className={classes.two}>
        <DateField label={t('create.start')} required value={value.start} onChange={(start) => onChange({ ...value, start })} error={errors.start_date ?? missing(value.start, t('create.dateMissing'))} />
        <DateField label={t('create.due')} required value={value.due} onChange={(due) => onChange({ ...value, due })} error={errors.due_date ?? missing(value.due, t('create.dateMissing'))} />
      </div>
      <TextAreaField label={t('column.purpose')} required maxLength={500} value={value.purpose} onChange={(purpose) => onChange({ ...value, purpose })} error={errors.purpose ?? missing(value.purpose?.trim(), t('create.purposeMissing'))} />
    </>
  );
}
