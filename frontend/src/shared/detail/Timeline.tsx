import { IconArchive, IconArrowsExchange, IconFileImport, IconHistory, IconPencil, IconPlus, IconRestore, IconTrash } from '@tabler/icons-react';
import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { CursorPage, TrailChange, TrailEntry } from '@/api/types';
import { formatDate, formatDateTime, formatDayHeading, formatTime } from '../lib/format';
import { cx } from '../lib/cx';
import { asText } from '../lib/text';
import { Button } from '../ui/Button';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states';
import classes from './detail.module.css';

type Sign = { Icon: ComponentType<{ size?: number; stroke?: number }>; tone?: string };

const SIGNS: Record<string, Sign> = {
  create: { Icon: IconPlus, tone: 'success' },
  import: { Icon: IconFileImport, tone: 'info' },
  update: { Icon: IconPencil },
  move: { Icon: IconArrowsExchange, tone: 'transit' },
  archive: { Icon: IconArchive, tone: 'neutral' },
  unarchive: { Icon: IconRestore, tone: 'success' },
  delete: { Icon: IconTrash, tone: 'danger' },
};

interface TimelineProps {
  query: UseInfiniteQueryResult<InfiniteData<CursorPage<TrailEntry>>>;
  /** What was done, in words: "alterou". Gets the entry's action. */
  verb: (entry: TrailEntry) => string;
  /** Name of a field in words. */
  fieldName: (entry: TrailEntry, change: TrailChange) => string;
  /** Value in words; undefined leaves it to the default. */
  showValue?: (entry: TrailEntry, change: TrailChange, value: unknown) => string | undefined;
  /** What it was done to, where the entries are about different things. */
  Subject?: ComponentType<{ entry: TrailEntry }>;
  /** Everything that is kept of an entry, to be opened. */
  Details?: ComponentType<{ entry: TrailEntry }>;
  /** A short one beside the data shows no "load more". */
  limit?: number;
}

/** Who did what, when, and each value before → after; newest first, by day. */
export function Timeline({ query, limit, ...words }: TimelineProps) {
  const { t } = useTranslation('shared');
  if (query.isPending) return <SkeletonRows rows={5} />;
  if (query.isError && !query.data) return <ErrorState error={query.error} title={t('timeline.failed')} onRetry={() => void query.refetch()} />;
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const entries = limit ? all.slice(0, limit) : all;
  if (entries.length === 0) return <EmptyState icon={<IconHistory size={28} stroke={1.5} />} title={t('timeline.empty')} />;
  return (
    <>
      {byDay(entries).map(([day, items]) => (
        <div key={day} className={classes.dayGroup}>
          <p className={classes.day} aria-hidden>
            {day}
          </p>
          <ol className={classes.timeline} aria-label={day}>
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} {...words} />
            ))}
          </ol>
        </div>
      ))}
      {!limit && query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('loadMore')}
        </Button>
      )}
    </>
  );
}

function Entry({ entry, verb, fieldName, showValue, Subject, Details }: { entry: TrailEntry } & Omit<TimelineProps, 'query' | 'limit'>) {
  const { t } = useTranslation('shared');
  const sign: Sign = SIGNS[entry.action.split('.').pop() ?? ''] ?? { Icon: IconPencil };
  return (
    <li className={cx(sign.tone)}>
      <span className={classes.sign} aria-hidden>
        <sign.Icon size={12} stroke={2} />
      </span>
      <b>{entry.actor.name ?? t('timeline.system')}</b> {verb(entry)} {Subject && <Subject entry={entry} />}
      {entry.action !== 'create' &&
        (entry.count ?? 1) === 1 &&
        entry.changes.filter(isShort).map((change) => <Change key={change.field} name={fieldName(entry, change)} before={changeText(t, entry, change, 'before', showValue)} after={changeText(t, entry, change, 'after', showValue)} />)}
      <div className={classes.entryFoot}>
        <span className="cap">
          <time dateTime={entry.created_at} title={formatDateTime(entry.created_at)}>
            {formatTime(entry.created_at)}
          </time>
          {entry.reason && <> · {t('timeline.reason', { reason: entry.reason })}</>}
        </span>
        {Details && <Details entry={entry} />}
      </div>
    </li>
  );
}

/** Figures and lists of many values are for the details, not for the line. */
function isShort({ before, after }: TrailChange): boolean {
  return typeof before !== 'object' || typeof after !== 'object' || (before === null && after === null);
}

function Change({ name, before, after }: { name: string; before: string; after: string }) {
  return (
    <dl className={classes.diff}>
      <dt>{name}:</dt>
      <dd>
        {before !== after && (
          <>
            <s>{before}</s>
            <span aria-hidden>→</span>
          </>
        )}
        <b>{after}</b>
      </dd>
    </dl>
  );
}

type Translate = (key: string) => string;

/** One side of a change in words: what a reference was called, or the value itself. */
export function changeText(t: Translate, entry: TrailEntry, change: TrailChange, side: 'before' | 'after', showValue?: TimelineProps['showValue']): string {
  const value = change[side];
  const label = side === 'before' ? change.before_label : change.after_label;
  const own = label ?? showValue?.(entry, change, value);
  if (own !== undefined && own !== null) return own;
  if (value === null || value === undefined || value === '') return t('timeline.emptyValue');
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (typeof value === 'string' && value.startsWith('hmac:')) return t('timeline.hidden'); // a fingerprint: it changed, and no more is kept
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(value);
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}[T ]\d{2}:/.test(value)) return formatDateTime(value.replace(' ', 'T'));
  if (typeof value === 'object' && 'name' in value && typeof value.name === 'string') return value.name;
  return asText(value);
}

function byDay(entries: TrailEntry[]): [string, TrailEntry[]][] {
  const days = new Map<string, TrailEntry[]>();
  for (const entry of entries) {
    const day = formatDayHeading(entry.created_at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}
