import { IconAlertTriangle, IconClock, IconRepeat } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgendaPeriod } from '@/api/generated/model';
import { cx } from '@/shared/lib/cx';
import { formatDate } from '@/shared/lib/format';
import { loanHref } from '../href';
import classes from './calendar.module.css';

/** Who has it, as far as the reader may know. */
export function useWho(): (period: AgendaPeriod) => string {
  const { t } = useTranslation('loans');
  return ({ loan }) => (loan === null ? t('calendar.taken') : (loan.borrower?.name ?? t('hidden')));
}

interface BarProps {
  period: AgendaPeriod;
  /** What is written in it: the asset among the days, the borrower among the assets. */
  by: 'asset' | 'borrower';
  className?: string;
  style?: CSSProperties;
}

/** One loan among the days: a way to its page for who may open it. */
export function Bar({ period, by, className, style }: BarProps) {
  const { t } = useTranslation('loans');
  const who = useWho()(period);
  const state = period.overdue ? 'late' : period.loan?.state === 'pending' ? 'waits' : period.status;
  const Icon = period.overdue ? IconAlertTriangle : period.loan?.state === 'pending' ? IconClock : period.loan?.series_id ? IconRepeat : null;
  const told = t('calendar.bar', { tag: period.tag, name: period.name, who, start: formatDate(period.start_date), end: formatDate(period.due_date), state: t(`calendar.state.${state}`) });
  const inside = (
    <>
      {Icon && <Icon size={12} aria-hidden />}
      <span aria-hidden>{by === 'asset' ? `${period.tag} · ${who}` : who}</span>
    </>
  );
  const look = cx(classes.bar, classes[state], className);
  if (period.loan === null)
    return (
      <span className={look} style={style} title={told} role="img" aria-label={told}>
        {inside}
      </span>
    );
  return (
    <Link to={loanHref(period.loan.id)} className={look} style={style} title={told} aria-label={told}>
      {inside}
    </Link>
  );
}
