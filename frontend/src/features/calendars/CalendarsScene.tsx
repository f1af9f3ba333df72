import { Select } from '@mantine/core';
import { IconCalendarPlus, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CalendarOut } from '@/api/generated/model';
import { EntityTimeline } from '@/entities/trail';
import { usePageTitle } from '@/shared/hooks';
import { mapLiveObject } from '@/shared/live';
import { formatDateTime } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { Button, Card, ErrorState, KeyValue, PageFrame, SkeletonRows, Text } from '@/shared/ui';
import classes from './calendars.module.css';
import { CreateDialog, DayDialog, DeleteDialog, EditDialog } from './dialogs';
import { showHours } from './hours';
import { useCalendars, useDue } from './queries';
import { YearCard } from './YearCard';

mapLiveObject('calendar', ['calendars']);

const SAMPLE_DAYS = 5;
type Dialog = 'edit' | 'create' | 'delete' | 'day';

/** Business hours and holidays: of the organisation, and of the places that have their own. */
export function CalendarsScene({ id }: { id: number | null }) {
  const { t } = useTranslation('calendars');
  const query = useCalendars();
  usePageTitle(t('title'));
  if (query.isPending) return <SkeletonRows rows={10} />;
  if (!query.data) return <ErrorState page error={query.error} title={t('failed')} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  const { items, allowed_actions: allowed } = query.data;
  const calendar = items.find((item) => item.id === id) ?? items[0];
  if (!calendar) return <ErrorState page error={null} title={t('failed')} onRetry={() => void query.refetch()} />;
  return <Loaded key={calendar.id} calendar={calendar} items={items} mayCreate={allowed.includes('create')} />;
}

function Loaded({ calendar, items, mayCreate }: { calendar: CalendarOut; items: CalendarOut[]; mayCreate: boolean }) {
  const { t } = useTranslation('calendars');
  const [open, setOpen] = useState<Dialog | null>(null);
  const seesHistory = usePermission('history.read');
  const close = () => setOpen(null);
  const may = (action: 'edit' | 'delete') => calendar.allowed_actions.includes(action);
  return (
    <PageFrame
      title={t('title')}
      headClass={classes.head}
      beside={
        <>
          <Choice calendar={calendar} items={items} />
          <span className="grow" />
          {mayCreate && (
            <Button icon={<IconCalendarPlus size={16} aria-hidden />} onClick={() => setOpen('create')}>
              {t('create.button')}
            </Button>
          )}
          {may('delete') && (
            <Button icon={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('delete')}>
              {t('delete.button')}
            </Button>
          )}
          {may('edit') && (
            <Button icon={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('edit')}>
              {t('edit.button')}
            </Button>
          )}
          {may('edit') && (
            <Button variant="primary" icon={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('day')}>
              {t('day.button')}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.body}>
        <Hours calendar={calendar} />
        <YearCard calendar={calendar} />
        {seesHistory && (
          <div className={classes.history}>
            <Card title={t('history')}>
              <EntityTimeline entity="calendar" id={calendar.id} />
            </Card>
          </div>
        )}
      </div>
      {open === 'edit' && <EditDialog calendar={calendar} onClose={close} />}
      {open === 'create' && <CreateDialog like={calendar} onClose={close} />}
      {open === 'delete' && <DeleteDialog calendar={calendar} onClose={close} />}
      {open === 'day' && <DayDialog calendar={calendar} onClose={close} />}
    </PageFrame>
  );
}

/** Which calendar is looked at; one alone needs no choice. */
function Choice({ calendar, items }: { calendar: CalendarOut; items: CalendarOut[] }) {
  const { t } = useTranslation('calendars');
  const navigate = useNavigate();
  const nameOf = (item: CalendarOut) => item.location?.name ?? t('organisation');
  if (items.length === 1) return <span className="t2">{nameOf(calendar)}</span>;
  return (
    <Select
      aria-label={t('choose')}
      className={classes.choice}
      data={items.map((item) => ({ value: String(item.id), label: nameOf(item) }))}
      value={String(calendar.id)}
      onChange={(value) => value && void navigate(`/calendarios/${value}`)}
      allowDeselect={false}
      searchable
    />
  );
}

function Hours({ calendar }: { calendar: CalendarOut }) {
  const { t } = useTranslation('calendars');
  const due = useDue(calendar.id, SAMPLE_DAYS);
  const closed = calendar.hours.every((spans) => spans.length === 0);
  return (
    <Card title={t('hours.title')}>
      <KeyValue items={calendar.hours.map((spans, weekday) => ({ label: t(`weekday.${weekday}`), value: spans.length > 0 ? <span className="tnum">{showHours(spans)}</span> : <span className="t3">{t('hours.closed')}</span> }))} />
      {closed && calendar.location && <p className="cap">{t('hours.fromAbove')}</p>}
      <div className={classes.facts}>
        <KeyValue
          items={[
            { label: t('state.short'), value: <Text value={calendar.state} /> },
            { label: t('optionalShort'), value: calendar.optional_days ? t('optionalKept') : t('optionalWorked') },
          ]}
        />
      </div>
      {due.data && <p className={classes.due}>{t('due', { count: SAMPLE_DAYS, when: formatDateTime(due.data.due_at) })}</p>}
    </Card>
  );
}
