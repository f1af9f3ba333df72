import { IconPlus } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgendaPeriod, FreeAsset } from '@/api/generated/model';
import { cx } from '@/shared/lib/cx';
import { formatDate } from '@/shared/lib/format';
import { Plate } from '@/shared/ui';
import { daysBetween, inWords, today, weekdayOf } from '../days';
import type { ReserveStart } from '../reserve/ReserveDialog';
import { Bar } from './Bar';
import classes from './calendar.module.css';
import { barOf, linesOf, takes, type AssetLine, type Range } from './range';

interface AssetTimelineProps {
  periods: AgendaPeriod[];
  free: FreeAsset[];
  range: Range;
  closed: string[];
  onReserve?: (from: Partial<ReserveStart>) => void;
}

/** A row for each asset, a column for each day, a bar for each loan. The free days of a row are buttons. */
export function AssetTimeline({ periods, free, range, closed, onReserve }: AssetTimelineProps) {
  const { t, i18n } = useTranslation('loans');
  const days = daysBetween(range.start, range.end);
  const lines = linesOf(periods, free);
  return (
    <div className={classes.timeline} role="region" aria-label={t('calendar.views.assets')} tabIndex={0} style={{ '--days': days.length } as CSSProperties}>
      <div className={classes.axis} aria-hidden>
        <span />
        {days.map((day) => (
          <span key={day} className={cx(weekdayOf(day) > 4 && classes.weekend, closed.includes(day) && classes.closed, day === today() && classes.today)}>
            <small>{inWords(day, i18n.language, { weekday: 'narrow' })}</small>
            {Number(day.slice(8))}
          </span>
        ))}
      </div>
      <ul className={classes.rows}>
        {lines.map((line) => (
          <Row key={line.id} line={line} days={days} range={range} closed={closed} onReserve={onReserve} />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  line: AssetLine;
  days: string[];
  range: Range;
  closed: string[];
  onReserve?: (from: Partial<ReserveStart>) => void;
}

function Row({ line, days, range, closed, onReserve }: RowProps) {
  const { t } = useTranslation('loans');
  const isFree = (day: string) => day >= today() && !closed.includes(day) && !line.periods.some((one) => takes(one, day) || (one.until < day && day < one.free_from));
  return (
    <li className={classes.row}>
      <span className={classes.asset}>
        <Plate code={line.tag} />
        <Link to={`/ativos/${line.id}`}>{line.name}</Link>
      </span>
      {days.map((day, index) => (
        <span key={day} className={cx(classes.cell, weekdayOf(day) > 4 && classes.weekend, closed.includes(day) && classes.closed, day === today() && classes.today)} style={{ gridColumn: index + 2 }}>
          {onReserve && isFree(day) && (
            <button type="button" aria-label={t('calendar.reserveAsset', { tag: line.tag, day: formatDate(day) })} title={t('calendar.reserveAsset', { tag: line.tag, day: formatDate(day) })} onClick={() => onReserve({ asset: line.id, category: null, start: day, due: day })}>
              <IconPlus size={12} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {line.periods.map((period) => {
        const { column, span, cutBefore, cutAfter } = barOf(period, range);
        return <Bar key={period.id} period={period} by="borrower" className={cx(classes.across, cutBefore && classes.cutBefore, cutAfter && classes.cutAfter)} style={{ gridColumn: `${column + 1} / span ${span}` }} />;
      })}
    </li>
  );
}
