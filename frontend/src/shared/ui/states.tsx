import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconLock, IconMapPinOff, IconRefresh, IconWifiOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, CLIENT_CODES } from '@/api/problem';
import { cx } from '../lib/cx';
import { Button } from './Button';
import { CopyButton } from './CopyButton';
import classes from './parts.module.css';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  text?: string;
  /** One button that does the next step, at most one quieter beside it. */
  actions?: ReactNode;
  /** The whole page is this: its title is the heading of the page. */
  page?: boolean;
}

/** Nothing here yet: says what this is for and offers the next step. */
export function EmptyState({ icon, title, text, actions, page }: EmptyStateProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={classes.state}>
      <span className={classes.disc}>{icon}</span>
      <Heading tabIndex={page ? -1 : undefined}>{title}</Heading>
      {text && <p>{text}</p>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

/** Title and text of a failure in the words of the reader. */
export function useProblemText(error: unknown): { title: string; text: string } {
  const { t } = useTranslation('shared');
  if (!(error instanceof ApiProblem)) return { title: t('error.unexpected.title'), text: t('error.unexpected.text') };
  if (error.code === CLIENT_CODES.network) return { title: t('error.network.title'), text: t('error.network.text') };
  if (error.code === CLIENT_CODES.timeout) return { title: t('error.timeout.title'), text: t('error.timeout.text') };
  if (error.status === 403) return { title: error.title || t('error.forbidden.title'), text: error.detail ?? t('error.forbidden.text') };
  if (error.status === 404) return { title: error.title || t('error.notFound.title'), text: error.detail ?? t('error.notFound.text') };
  if (error.status >= 500 || !error.title) return { title: t('error.server.title'), text: t('error.server.text') };
  return { title: error.title, text: error.detail ?? '' };
}

interface ErrorStateProps {
  error: unknown;
  /** Says what did not load ("A lista não carregou"); without it the problem's own title. */
  title?: string;
  /** What was kept. */
  kept?: string;
  onRetry?: () => void;
  retrying?: boolean;
  /** The whole page is this: its title is the heading of the page. */
  page?: boolean;
  /** Where to go when the thing is not there, or not for this person: trying again would not help. */
  elsewhere?: ReactNode;
}

/** What happened, what was kept, what to do. */
export function ErrorState({ error, title, kept, onRetry, retrying, page, elsewhere }: ErrorStateProps) {
  const Heading = page ? 'h1' : 'h2';
  const { t } = useTranslation('shared');
  const problem = useProblemText(error);
  const status = error instanceof ApiProblem ? error.status : 0;
  if (status === 404 || status === 403) {
    return (
      <div className={cx(classes.state, 'neutral')} role="alert">
        <span className={classes.disc}>{status === 404 ? <IconMapPinOff size={28} stroke={1.5} /> : <IconLock size={28} stroke={1.5} />}</span>
        <Heading tabIndex={page ? -1 : undefined}>{problem.title}</Heading>
        <p>{problem.text}</p>
        {elsewhere && <div className={classes.actions}>{elsewhere}</div>}
      </div>
    );
  }
  const requestId = error instanceof ApiProblem ? error.requestId : null;
  const unreachable = error instanceof ApiProblem && error.isUnreachable;
  const text = [title ? problem.title : '', problem.text, kept ?? ''].map(sentence).filter(Boolean).join(' ');
  return (
    <div className={cx(classes.state, 'danger')} role="alert">
      <span className={classes.disc}>{unreachable ? <IconWifiOff size={28} stroke={1.5} /> : <IconAlertOctagon size={28} stroke={1.5} />}</span>
      <Heading tabIndex={page ? -1 : undefined}>{title ?? problem.title}</Heading>
      <p>{text}</p>
      <div className={classes.actions}>
        {onRetry && (
          <Button variant="primary" icon={<IconRefresh size={16} />} onClick={onRetry} loading={retrying}>
            {t('error.retry')}
          </Button>
        )}
        {requestId && <CopyButton asLink text={requestId} label={t('error.copyCode', { code: requestId.slice(0, 8) })} done={t('error.copied')} />}
      </div>
    </div>
  );
}

const sentence = (text: string): string => (text && !/[.!?]$/.test(text) ? `${text}.` : text);

const NOTE_ICONS = { info: IconInfoCircle, success: IconCircleCheck, warning: IconAlertTriangle, danger: IconAlertOctagon };

/** A remark inside a page; errors are announced. */
export function Notice({ tone, title, children }: { tone: keyof typeof NOTE_ICONS; title?: string; children?: ReactNode }) {
  const Icon = NOTE_ICONS[tone];
  return (
    <div className={cx(classes.note, tone)} role={tone === 'danger' ? 'alert' : undefined}>
      <Icon size={16} aria-hidden />
      <div>
        {title && <b>{title}</b>}
        {children}
      </div>
    </div>
  );
}

const WIDTHS = ['78%', '62%', '88%', '54%', '70%', '83%', '66%'];

/** Loading rows with the measures of the list that will stand here. */
export function SkeletonRows({ rows = 8, label }: { rows?: number; label?: string }) {
  const { t } = useTranslation('shared');
  return (
    <div aria-busy aria-label={label ?? t('loading')} role="status">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.skRow}>
          <Skeleton width={64} height={18} />
          <span className="grow">
            <Skeleton width={WIDTHS[index % WIDTHS.length]} />
          </span>
          <Skeleton width={76} height={18} />
          <Skeleton width={52} />
        </div>
      ))}
    </div>
  );
}

/** One loading bar. */
export function Skeleton({ width = '100%', height = 10 }: { width?: number | string; height?: number }) {
  return <i className={classes.sk} style={{ width, height }} aria-hidden />;
}
