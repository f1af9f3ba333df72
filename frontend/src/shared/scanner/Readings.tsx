import { IconAlertOctagon, IconAlertTriangle, IconArrowBackUp, IconCheck, IconInfoCircle, IconLoader2, IconRefresh } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cx } from '../lib/cx';
import { Button, IconButton } from '../ui/Button';
import { Plate } from '../ui/codes';
import classes from './scanner.module.css';
import type { Reading, VerdictTone } from './types';

type IconType = ComponentType<{ size?: number; stroke?: number; className?: string }>;

const ICONS: Record<VerdictTone, IconType> = { success: IconCheck, info: IconInfoCircle, neutral: IconRefresh, warning: IconAlertTriangle, danger: IconAlertOctagon };

/** What the last code meant, large enough to be read from a trolley. */
export function VerdictBand<T>({ reading, onRetry, children }: { reading: Reading<T>; onRetry: () => void; children?: ReactNode }) {
  const { t } = useTranslation('scanner');
  const { verdict } = reading;
  const tone = verdict?.tone ?? 'neutral';
  const Icon = verdict ? ICONS[tone] : IconLoader2;
  return (
    <div className={cx(classes.band, classes[`band_${tone}`], !verdict && classes.pending)}>
      <span className={classes.bandIcon}>
        <Icon size={34} stroke={2} aria-hidden />
      </span>
      <div className={classes.bandText}>
        <b>{verdict?.title ?? t('reading.pending')}</b>
        <span>
          <code className="mono">{verdict?.plate ?? reading.code}</code> {verdict?.text}
        </span>
      </div>
      {reading.state === 'failed' && (
        <Button icon={<IconRefresh size={16} />} onClick={onRetry}>
          {t('reading.retry')}
        </Button>
      )}
      {children && <div className={classes.bandDetail}>{children}</div>}
    </div>
  );
}

interface ReadingListProps<T> {
  readings: Reading<T>[];
  onRetry: (reading: Reading<T>) => void;
  onUndo?: (reading: Reading<T>) => void;
  detail?: (reading: Reading<T>) => ReactNode;
}

/** All that was read here, the newest first; each can be tried again or taken back. */
export function ReadingList<T>({ readings, onRetry, onUndo, detail }: ReadingListProps<T>) {
  const { t } = useTranslation('scanner');
  return (
    <ol className={classes.readings} aria-label={t('reading.list')}>
      {readings.map((reading) => (
        <li key={reading.key} data-state={reading.state} className={cx(reading.verdict?.tone)}>
          <span className={classes.plateCell}>
            <Plate code={reading.verdict?.plate ?? reading.code} />
          </span>
          <div className={classes.readingText}>
            <State reading={reading} />
            {reading.verdict?.text && (
              <span className={cx('ell', 't2')}>{reading.verdict.to ? <Link to={reading.verdict.to}>{reading.verdict.text}</Link> : reading.verdict.text}</span>
            )}
            {reading.state === 'done' && detail?.(reading)}
          </div>
          {reading.state === 'failed' && (
            <IconButton label={t('reading.retryOf', { code: reading.code })} onClick={() => onRetry(reading)}>
              <IconRefresh size={18} />
            </IconButton>
          )}
          {onUndo && (reading.state === 'done' || reading.state === 'failed') && (
            <IconButton label={t('reading.undo', { code: reading.verdict?.plate ?? reading.code })} onClick={() => onUndo(reading)}>
              <IconArrowBackUp size={18} />
            </IconButton>
          )}
        </li>
      ))}
    </ol>
  );
}

function State<T>({ reading }: { reading: Reading<T> }) {
  const { t } = useTranslation('scanner');
  if (reading.state === 'undone') return <s className="t3">{reading.verdict?.title ?? t('reading.undone')}</s>;
  if (!reading.verdict) return <span className="t3">{t('reading.pending')}</span>;
  const Icon = ICONS[reading.verdict.tone];
  return (
    <span className={classes.readingState}>
      <Icon size={15} stroke={2} aria-hidden />
      {reading.verdict.title}
    </span>
  );
}
