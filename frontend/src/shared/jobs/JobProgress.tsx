import { useTranslation } from 'react-i18next';
import type { JobOut } from '@/api/types';
import { formatNumber } from '../lib/format';
import { ProgressBar } from '../ui/values';
import classes from './jobs.module.css';

type Shown = Pick<JobOut, 'status' | 'done' | 'total'> & { eta_seconds?: number | null };

interface JobProgressProps {
  job: Shown | null | undefined;
  /** What is being done ("Conferindo as linhas"). */
  title: string;
  /** The count in words ("3.120 de 5.724 linhas"). */
  counted?: (numbers: { done: string; total: string }) => string;
  /** That one may leave, and where it is found again. */
  leave?: string;
}

/** How far a long job has come and how long it will still take; its height stays while the numbers grow. */
export function JobProgress({ job, title, counted, leave }: JobProgressProps) {
  const { t } = useTranslation('jobs');
  const total = job?.total ?? 0;
  const share = total > 0 ? Math.min(1, (job?.done ?? 0) / total) : 0;
  const numbers = { done: formatNumber(job?.done ?? 0), total: formatNumber(total) };
  const waiting = !job || job.status === 'queued';
  const count = total > 0 ? (counted?.(numbers) ?? t('count', numbers)) : t('preparing');
  return (
    <section className={classes.job} aria-label={title}>
      <b>{title}</b>
      <ProgressBar value={total > 0 ? share : null} label={title} />
      <div className={classes.line}>
        <span>{waiting ? t('queued') : count}</span>
        <span className="grow" />
        <span className="t2">{waiting ? '' : <TimeLeft seconds={job.eta_seconds ?? null} />}</span>
      </div>
      {leave && <p className="cap">{leave}</p>}
      <span className="sr" role="status">
        {total > 0 ? t('percent', { percent: Math.floor(share * 10) * 10 }) : ''}
      </span>
    </section>
  );
}

/** "falta cerca de 40 s", in steps that do not flicker. */
function TimeLeft({ seconds }: { seconds: number | null }) {
  const { t } = useTranslation('jobs');
  if (seconds === null || seconds < 0) return null;
  if (seconds < 5) return <>{t('left.moment')}</>;
  if (seconds < 90) return <>{t('left.seconds', { seconds: Math.ceil(seconds / 5) * 5 })}</>;
  return <>{t('left.minutes', { count: Math.round(seconds / 60) })}</>;
}
