import { SegmentedControl } from '@mantine/core';
import { IconCalendarPlus, IconChevronLeft, IconChevronRight, IconPackageExport, IconRss, IconUserPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { AgendaOut } from '@/api/generated/model';
import { assetFilter, categoryFilter, locationFilter } from '@/entities/filters';
import { useIsPhone, usePageTitle } from '@/shared/hooks';
import { Filters, useListState, type ListFilter } from '@/shared/list';
import { usePermission } from '@/shared/store/store';
import { Button, EmptyState, ErrorState, IconButton, LinkButton, Notice, SkeletonRows } from '@/shared/ui';
import { inWords, isDay, monthStart, today } from '../days';
import { ReserveDialog, type ReserveStart } from '../reserve/ReserveDialog';
import { AgendaList } from './AgendaList';
import { AssetTimeline } from './AssetTimeline';
import classes from './calendar.module.css';
import { DeskHours } from './DeskHours';
import { FeedsDialog } from './FeedsDialog';
import { DayGrid } from './DayGrid';
import { useAgenda, useDesk, useFree } from './queries';
import { moved, rangeOf, VIEWS, type CalendarView, type Range } from './range';

const filters: ListFilter[] = [
  categoryFilter({ id: 'category', label: 'loans:reservation.category', param: 'category_id' }),
  locationFilter({ id: 'location', label: 'loans:reservation.place', param: 'location_id' }),
  assetFilter({ id: 'asset', label: 'loans:filter.asset', param: 'asset_id' }),
  { kind: 'flag', id: 'own', label: 'loans:view.own', param: 'own' },
];
const definition = { id: 'loan-calendar', filters };

/** View and day, held by the address. */
function useShown() {
  const [params, setParams] = useSearchParams();
  const wanted = params.get('visao') as CalendarView | null;
  const given = params.get('dia');
  const view: CalendarView = wanted !== null && VIEWS.includes(wanted) ? wanted : 'month';
  const day = isDay(given) ? given : today();
  const show = (next: { view?: CalendarView; day?: string }) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (next.view) after.set('visao', next.view);
        if (next.day) after.set('dia', next.day);
        return after;
      },
      { preventScrollReset: true },
    );
  return { view, day, show };
}

/** Which assets are taken when: by month, by week, by asset; on a phone as a list of days. */
export function LoanCalendar() {
  const { t } = useTranslation('loans');
  usePageTitle(t('calendar.title'));
  const phone = useIsPhone();
  const { view, day, show } = useShown();
  const state = useListState(definition);
  const range = useMemo(() => rangeOf(phone && view === 'assets' ? 'month' : view, day), [phone, view, day]);
  const agenda = useAgenda(range, state.filter);
  const desk = useDesk(range);
  const [start, setStart] = useState<ReserveStart | null>(null);
  const lends = usePermission('loans.request');
  const serves = usePermission('loans.self_service');
  const reserve = lends || serves ? (from: Partial<ReserveStart>) => setStart({ own: !lends, start: today(), ...categoryOf(state.filter), ...from }) : undefined;
  return (
    <div className={classes.page}>
      <Head view={view} day={day} onShow={show} onReserve={reserve} lends={lends} serves={serves} />
      <div className={classes.filters}>
        <Filters filters={filters} state={state} name={t('calendar.title')} />
      </div>
      {desk.data && !desk.data.always && <DeskHours desk={desk.data} />}
      {agenda.data?.truncated && <Notice tone="warning">{t('calendar.truncated')}</Notice>}
      <div className={classes.body} aria-busy={agenda.isFetching}>
        {agenda.isError && !agenda.data ? (
          <ErrorState error={agenda.error} title={t('calendar.failed')} onRetry={() => void agenda.refetch()} retrying={agenda.isFetching} />
        ) : agenda.data ? (
          <Shown view={view} phone={phone} day={day} range={range} agenda={agenda.data} closed={desk.data?.closed ?? []} filter={state.filter} onReserve={reserve} />
        ) : (
          <SkeletonRows rows={12} />
        )}
      </div>
      {start && <ReserveDialog start={start} onClose={() => setStart(null)} />}
    </div>
  );
}

const numberOf = (value: unknown): number | null => (value === undefined ? null : Number(value));
const categoryOf = (filter: Record<string, unknown>) => ({ category: numberOf(filter.category_id), place: numberOf(filter.location_id), asset: numberOf(filter.asset_id) });

interface ShownProps {
  view: CalendarView;
  phone: boolean;
  day: string;
  range: Range;
  agenda: AgendaOut;
  closed: string[];
  filter: Record<string, unknown>;
  onReserve?: (from: Partial<ReserveStart>) => void;
}

function Shown({ view, phone, day, range, agenda, closed, filter, onReserve }: ShownProps) {
  const { t } = useTranslation('loans');
  const narrowed = filter.category_id !== undefined || filter.location_id !== undefined || filter.asset_id !== undefined;
  const free = useFree(view === 'assets' && !phone && narrowed && filter.own === undefined ? { ...range, category_id: filter.category_id as string, location_id: filter.location_id as string, reach: 'see' } : null);
  const alone = filter.asset_id === undefined ? (free.data?.items ?? []) : (free.data?.items ?? []).filter((one) => one.id === Number(filter.asset_id));
  if (phone) return <AgendaList periods={agenda.items} range={range} />;
  if (view === 'assets') {
    if (agenda.items.length === 0 && alone.length === 0) return <EmptyState icon={<IconPackageExport size={28} stroke={1.5} />} title={t('calendar.emptyTitle')} text={t('calendar.emptyAssets')} />;
    return <AssetTimeline periods={agenda.items} free={alone} range={range} closed={closed} onReserve={onReserve} />;
  }
  return <DayGrid periods={agenda.items} range={range} month={view === 'month' ? day.slice(0, 7) : null} closed={closed} onReserve={onReserve} />;
}

interface HeadProps {
  view: CalendarView;
  day: string;
  onShow: (next: { view?: CalendarView; day?: string }) => void;
  onReserve?: (from: Partial<ReserveStart>) => void;
  lends: boolean;
  serves: boolean;
}

function Head({ view, day, onShow, onReserve, lends, serves }: HeadProps) {
  const { t, i18n } = useTranslation('loans');
  const phone = useIsPhone();
  const navigate = useNavigate();
  const [feeds, setFeeds] = useState(false);
  const shown = phone ? 'month' : view;
  const step = (by: -1 | 1) => onShow({ day: moved(shown, day, by) });
  const heading = shown === 'month' ? inWords(monthStart(day), i18n.language, { month: 'long', year: 'numeric' }) : spanInWords(rangeOf(shown, day), i18n.language);
  return (
    <header className={classes.head}>
      <h1 tabIndex={-1}>{t('calendar.title')}</h1>
      <div className={classes.steps}>
        <IconButton label={t('calendar.before')} onClick={() => step(-1)}>
          <IconChevronLeft size={16} aria-hidden />
        </IconButton>
        <Button onClick={() => onShow({ day: today() })}>{t('calendar.today')}</Button>
        <IconButton label={t('calendar.after')} onClick={() => step(1)}>
          <IconChevronRight size={16} aria-hidden />
        </IconButton>
        <h2 aria-live="polite">{heading}</h2>
      </div>
      <span className="grow" />
      {!phone && <SegmentedControl aria-label={t('calendar.view')} value={view} onChange={(next) => onShow({ view: next })} data={VIEWS.map((one) => ({ value: one, label: t(`calendar.views.${one}`) }))} />}
      <div className={classes.acts}>
        {phone ? (
          <IconButton label={t('calendar.list')} variant="default" onClick={() => void navigate('/emprestimos')}>
            <IconPackageExport size={16} aria-hidden />
          </IconButton>
        ) : (
          <LinkButton to="/emprestimos" icon={<IconPackageExport size={16} aria-hidden />}>
            {t('calendar.list')}
          </LinkButton>
        )}
        <IconButton label={t('feeds.button')} variant="default" onClick={() => setFeeds(true)}>
          <IconRss size={16} aria-hidden />
        </IconButton>
        {serves && (
          <Button variant={lends ? 'default' : 'primary'} icon={<IconUserPlus size={16} aria-hidden />} onClick={() => onReserve?.({ own: true })}>
            {t('reservation.forMe')}
          </Button>
        )}
        {lends && (
          <Button variant="primary" icon={<IconCalendarPlus size={16} aria-hidden />} onClick={() => onReserve?.({})}>
            {t('create.submit')}
          </Button>
        )}
      </div>
      {feeds && <FeedsDialog onClose={() => setFeeds(false)} />}
    </header>
  );
}

const spanInWords = ({ start, end }: Range, language: string) => `${inWords(start, language, { day: 'numeric', month: 'short' })} – ${inWords(end, language, { day: 'numeric', month: 'short', year: 'numeric' })}`;
