import { IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HandedAsset } from '@/api/generated/model';
import type { ApiProblem } from '@/api/problem';
import { JobProgress } from '@/shared/jobs';
import { formatNumber } from '@/shared/lib/format';
import { Badge, Button, Card, Notice, Plate, useProblemText, type Tone } from '@/shared/ui';
import classes from './leaving.module.css';
import { MOST } from './pieces';
import type { useHanding } from './useHanding';

type Shown = ReturnType<typeof useHanding>;

const LOOK: Record<HandedAsset['outcome'], { tone: Tone; Icon: typeof IconCheck }> = {
  refused: { tone: 'danger', Icon: IconX },
  waiting: { tone: 'warning', Icon: IconClock },
  done: { tone: 'success', Icon: IconCheck },
};
const OUTCOMES = Object.keys(LOOK) as HandedAsset['outcome'][];
const LISTED = 100;

/** How far it has come, what stands in the way, and what became of each thing. */
export function Result({ handing }: { handing: Shown }) {
  const { t } = useTranslation('leaving');
  if (handing.phase === 'idle') return null;
  const numbers = { done: formatNumber(handing.done), total: formatNumber(handing.total) };
  return (
    <Card title={t('outcome.title')}>
      <div className={classes.list}>
        {handing.busy && handing.total > MOST && (
          <>
            <JobProgress job={{ status: 'running', done: handing.done, total: handing.total }} title={t('run.title')} counted={(shown) => t('run.counted', shown)} leave={t('run.stay')} />
            <div className={classes.buttons}>
              <Button onClick={handing.halt} disabled={handing.phase === 'stopping'}>
                {t(handing.phase === 'stopping' ? 'run.stopping' : 'run.stop')}
              </Button>
            </div>
          </>
        )}
        {handing.phase === 'stopped' && (
          <Notice tone="info" title={t('run.stopped', numbers)}>
            <Ways handing={handing} text={t('run.kept')} label={t('run.goOn')} />
          </Notice>
        )}
        {handing.phase === 'failed' && handing.problem && <Failed handing={handing} problem={handing.problem} />}
        <Outcomes items={handing.outcomes} documents={handing.documents} />
      </div>
    </Card>
  );
}

function Failed({ handing, problem }: { handing: Shown; problem: ApiProblem }) {
  const { t } = useTranslation('leaving');
  const { title, text } = useProblemText(problem);
  return (
    <Notice tone="danger" title={title}>
      <Ways handing={handing} text={handing.done > 0 ? `${text} ${t('run.kept')}` : text} label={t('run.again')} skip={handing.total > 1 && !problem.isUnreachable ? text || title : undefined} />
    </Notice>
  );
}

function Ways({ handing, text, label, skip }: { handing: Shown; text: string; label: string; skip?: string }) {
  const { t } = useTranslation('leaving');
  return (
    <>
      <p>{text}</p>
      <div className={classes.buttons}>
        <Button onClick={() => void handing.goOn()}>{label}</Button>
        {skip && <Button onClick={() => void handing.skip(skip)}>{t('run.skip')}</Button>}
      </div>
    </>
  );
}

/** What stays first, with its reason: that is what is still to be done. */
function Outcomes({ items, documents }: Pick<Shown, 'documents'> & { items: HandedAsset[] }) {
  const { t } = useTranslation('leaving');
  const of = (outcome: HandedAsset['outcome']) => items.filter((item) => item.outcome === outcome);
  const shown = OUTCOMES.flatMap(of).slice(0, LISTED);
  return (
    <>
      <p role="status" className={classes.counts}>
        {OUTCOMES.filter((outcome) => of(outcome).length > 0).map((outcome) => (
          <span key={outcome}>
            <b className="num">{formatNumber(of(outcome).length)}</b> {t(`outcome.counted.${outcome}`, { count: of(outcome).length })}
          </span>
        ))}
      </p>
      {documents.length > 0 && (
        <p className={classes.buttons}>
          {t('outcome.documents', { count: documents.length })}
          {documents.map((document) => (
            <Link key={document.id} to={`/transferencias/${document.id}`} className="mono">
              {document.name}
            </Link>
          ))}
        </p>
      )}
      <ul className={classes.items} data-many={shown.length > 10 || undefined}>
        {shown.map((item) => {
          const { tone, Icon } = LOOK[item.outcome];
          return (
            <li key={item.asset_id}>
              <Plate code={item.tag} />
              <Badge tone={tone} icon={<Icon size={13} stroke={2} />}>
                {t(`outcome.${item.outcome}`)}
              </Badge>
              {item.message && <span className="grow t2">{item.message}</span>}
            </li>
          );
        })}
      </ul>
      {items.length > shown.length && <p className="t2">{t('outcome.more', { count: items.length - shown.length, formatted: formatNumber(items.length - shown.length) })}</p>}
    </>
  );
}
