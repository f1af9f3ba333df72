import { IconLink, IconLinkOff, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getTrailSeals, verifyTrail } from '@/api/generated/trail/trail';
import type { SealsOut, TrailFault } from '@/api/generated/model';
import { isRunning, useJob } from '@/shared/jobs';
import { formatDateTime, formatNumber } from '@/shared/lib/format';
import { Button, Notice, Skeleton, useProblemText } from '@/shared/ui';
import classes from './seal.module.css';

/** Whether the trail is what it was when it was sealed, and a way to have that computed again. */
export function SealPanel() {
  const { t } = useTranslation('trail');
  const client = useQueryClient();
  const [jobId, setJobId] = useState<number | null>(null);
  const seals = useQuery({ queryKey: ['trail', 'seals'], queryFn: ({ signal }) => getTrailSeals({ signal }) });
  const job = useJob(jobId, ['trail']);
  const verification = useMutation({
    mutationFn: () => verifyTrail(),
    onSuccess: ({ job_id }) => setJobId(job_id),
    onError: () => void client.invalidateQueries({ queryKey: ['trail', 'seals'] }),
  });
  const busy = verification.isPending || (jobId !== null && (job.data === undefined || isRunning(job.data.status)));
  const failed = verification.error ?? seals.error;
  const problem = useProblemText(failed);
  return (
    <section className={classes.panel} aria-label={t('seal.title')}>
      {seals.data ? <State seals={seals.data} /> : <div className={classes.state}>{!seals.isError && <Skeleton width={280} />}</div>}
      <Button size="sm" loading={busy} onClick={() => verification.mutate()} disabled={!seals.data?.seals}>
        {t('seal.verify')}
      </Button>
      {failed && (
        <div className={classes.wide}>
          <Notice tone="danger">{problem.text}</Notice>
        </div>
      )}
      {job.data?.status === 'failed' && (
        <div className={classes.wide}>
          <Notice tone="danger">{t('seal.notVerified')}</Notice>
        </div>
      )}
      <Faults faults={seals.data?.verdict?.faults ?? []} />
    </section>
  );
}

function State({ seals }: { seals: SealsOut }) {
  const { t } = useTranslation('trail');
  const { head, verdict } = seals;
  const broken = (verdict?.faults.length ?? 0) > 0;
  const word = !head ? 'none' : !verdict ? 'unverified' : broken ? 'broken' : 'whole';
  const Icon = word === 'whole' ? IconShieldCheck : broken ? IconLinkOff : IconLink;
  return (
    <div className={classes.state} data-state={word}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div>
        <b>{t(`seal.state.${word}`)}</b>
        <p className="cap">
          {head ? t('seal.sealed', { count: seals.entries, entries: formatNumber(seals.entries), when: formatDateTime(head.sealed_at) }) : t('seal.soon')}
          {verdict && ` · ${t('seal.verified', { when: formatDateTime(verdict.finished_at) })}`}
        </p>
      </div>
    </div>
  );
}

function Faults({ faults }: { faults: TrailFault[] }) {
  const { t } = useTranslation('trail');
  if (faults.length === 0) return null;
  return (
    <div className={classes.wide}>
      <Notice tone="danger" title={t('seal.faults')}>
        <ul className={classes.faults}>
          {faults.map((fault) => (
            <li key={`${fault.kind}-${fault.seal}-${fault.first_id}`}>{t(`seal.fault.${fault.kind}`, { seal: fault.seal, first: fault.first_id, last: fault.last_id })}</li>
          ))}
        </ul>
        <p>{t('seal.whatNow')}</p>
      </Notice>
    </div>
  );
}
