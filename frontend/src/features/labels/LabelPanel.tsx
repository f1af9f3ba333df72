import { IconDownload, IconExternalLink, IconPrinter, IconRuler2 } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelSheet } from '@/api/labels';
import type { Selection } from '@/api/types';
import { formatNumber } from '@/shared/lib/format';
import { Button, ErrorState, Notice, Skeleton, useProblemText } from '@/shared/ui';
import { batchCount } from './batches';
import { pagesFor } from './geometry';
import { LabelOptions } from './LabelOptions';
import { LabelSample } from './LabelSample';
import classes from './labels.module.css';
import { SheetPreview } from './SheetPreview';
import { useLabels, useSampleAsset, useSheets, type Labels } from './useLabels';

interface LabelPanelProps {
  /** What is printed; null while nothing is chosen. */
  selection: Selection | null;
  count: number;
  /** Above the options: which assets. */
  children?: ReactNode;
  /** Left of the buttons. */
  foot?: ReactNode;
}

/** From a selection to a PDF of labels: options at the left, the page as it will come out at the right. */
export function LabelPanel(props: LabelPanelProps) {
  const { t } = useTranslation('labels');
  const query = useSheets();
  if (query.isPending) return <Loading />;
  if (!query.data) return <ErrorState error={query.error} title={t('sheet.failed')} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  return <Panel {...props} sheets={query.data.items} />;
}

/** The same room as the panel will take. */
function Loading() {
  const { t } = useTranslation('shared');
  return (
    <div className={classes.panel} role="status" aria-label={t('loading')}>
      <div className={classes.options}>
        {[40, 56, 132, 48].map((height) => (
          <Skeleton key={height} height={height} />
        ))}
      </div>
      <div className={classes.pages}>
        <Skeleton width={280} height={396} />
      </div>
    </div>
  );
}

function Panel({ sheets, selection, count, children, foot }: LabelPanelProps & { sheets: LabelSheet[] }) {
  const { t } = useTranslation('labels');
  const labels = useLabels(sheets, { selection, count });
  const sample = useSampleAsset(selection, labels.order);
  const { sheet, start } = labels;
  if (!sheet) return <Notice tone="warning">{t('sheet.none')}</Notice>;
  const pages = pagesFor(labels.labels, sheet, start);
  const of = batchCount(count);
  const number = Math.min(labels.batch, of);
  const whole =
    of > 1
      ? t('sum.batch', { part: formatNumber(labels.labels), whole: formatNumber(count), number, of })
      : t('sum.labels', { count: labels.labels, formatted: formatNumber(labels.labels) });
  const size = { width: formatNumber(sheet.page_width_mm), height: formatNumber(sheet.page_height_mm) };
  return (
    <div className={classes.panel}>
      <div className={classes.left}>
        {children}
        <LabelOptions sheets={sheets} labels={labels} count={count} />
      </div>
      <div className={classes.pages}>
        <figure className={classes.pageBox}>
          <SheetPreview sheet={sheet} start={start} labels={labels.labels} onStart={labels.setStart} />
          <figcaption className="cap">{sheet.page === 'ROLL' ? t('preview.roll', size) : t('preview.page', { ...size, paper: t(`sheet.page.${sheet.page}`) })}</figcaption>
        </figure>
        <LabelSample sheet={sheet} asset={sample} fields={labels.fields} />
      </div>
      <div className={classes.foot}>
        <Outcome labels={labels} />
        <div className={classes.footLine}>
          <span className={classes.sum} aria-live="polite">
            {labels.labels === 0
              ? t('sum.none')
              : `${whole} · ${t(sheet.page === 'ROLL' ? 'sum.rollPages' : 'sum.pages', { count: pages, formatted: formatNumber(pages) })}`}
          </span>
          <span className="grow" />
          {foot}
          <Button icon={<IconRuler2 size={16} aria-hidden />} loading={labels.busy === 'test'} disabled={labels.busy !== null} onClick={labels.testPage} title={t('test.hint')}>
            {t('test.action')}
          </Button>
          <Button variant={labels.printed ? 'default' : 'primary'} icon={<IconPrinter size={16} aria-hidden />} loading={labels.busy === 'print'} disabled={labels.labels === 0 || labels.busy === 'test'} onClick={labels.print}>
            {labels.labels === 0 ? t('print.idle') : t(of > 1 ? 'print.batch' : 'print.action', { count: labels.labels, formatted: formatNumber(labels.labels), number })}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** The PDF that is ready, or why there is none. */
function Outcome({ labels }: { labels: Labels }) {
  const { t } = useTranslation('labels');
  const failure = useProblemText(labels.problem);
  const link = useRef<HTMLAnchorElement>(null);
  const { printed, problem } = labels;
  useEffect(() => {
    if (printed) link.current?.focus();
  }, [printed]);
  if (problem) {
    const fields = problem.errors.map(({ message }) => message).filter((message) => message !== failure.text);
    return (
      <Notice tone="danger" title={failure.title}>
        {[failure.text, ...fields].filter(Boolean).join(' ')}
      </Notice>
    );
  }
  if (!printed) return null;
  return (
    <div className={classes.printed} role="status">
      <b className="grow">{printed.test ? t('printed.test') : t('printed.title', { count: printed.labels, formatted: formatNumber(printed.labels) })}</b>
      <a className={classes.open} href={printed.url} target="_blank" rel="noreferrer" ref={link}>
        <IconExternalLink size={16} aria-hidden /> {t('printed.open')}
      </a>
      <a className={classes.save} href={printed.url} download={printed.name}>
        <IconDownload size={16} aria-hidden /> {t('printed.save')}
      </a>
    </div>
  );
}
