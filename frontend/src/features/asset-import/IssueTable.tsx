import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportIssue, ImportOut, ImportSummary, IssueSeverity } from '@/api/imports';
import { cx } from '@/shared/lib/cx';
import { formatNumber } from '@/shared/lib/format';
import { Button, CountBadge, ErrorState, Notice, SkeletonRows } from '@/shared/ui';
import classes from './check.module.css';
import controls from './controls.module.css';
import { IssuePager } from './IssuePager';
import { outcomeOf } from './outcome';
import { ISSUES_SIZE, useIssues } from './queries';
import { useIssueFile } from './useIssueFile';

type Show = IssueSeverity | null;

/** What the check found, row by row, and what becomes of each. */
export function IssueTable({ item, summary }: { item: ImportOut; summary: ImportSummary }) {
  const { t } = useTranslation('asset-import');
  const [show, setShow] = useState<Show>(summary.errors > 0 ? 'error' : null);
  const [page, setPage] = useState(1);
  const query = useIssues(item.id, item.version, show, page);
  const file = useIssueFile(item);
  const all = summary.errors + summary.warnings;
  if (all === 0) {
    return (
      <Notice tone="success" title={t('issues.none')}>
        {t('issues.noneText')}
      </Notice>
    );
  }
  const choose = (next: Show) => {
    setShow(next);
    setPage(1);
  };
  const items = query.data?.items ?? [];
  const total = query.data?.total ?? 0;
  return (
    <section className={classes.issues} aria-label={t('issues.title')}>
      <div className={classes.issuesHead}>
        <div className={controls.chips} role="group" aria-label={t('issues.filter')}>
          {summary.errors > 0 && (
            <Chip on={show === 'error'} count={summary.errors} tone="danger" onClick={() => choose('error')}>
              {t('issues.errors')}
            </Chip>
          )}
          {summary.warnings > 0 && (
            <Chip on={show === 'warning'} count={summary.warnings} tone="warning" onClick={() => choose('warning')}>
              {t('issues.warnings')}
            </Chip>
          )}
          <Chip on={show === null} count={all} onClick={() => choose(null)}>
            {t('issues.all')}
          </Chip>
        </div>
        <span className="grow" />
        <Button size="sm" icon={<IconDownload size={16} aria-hidden />} loading={file.busy} onClick={file.download}>
          {t('issues.download')}
        </Button>
      </div>
      {query.isPending ? (
        <SkeletonRows rows={6} />
      ) : query.isError && items.length === 0 ? (
        <ErrorState error={query.error} title={t('issues.failed')} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div className={classes.tableBox} aria-busy={query.isPlaceholderData}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t('issues.row')}
                </th>
                <th scope="col">{t('issues.column')}</th>
                <th scope="col">{t('issues.value')}</th>
                <th scope="col">{t('issues.what')}</th>
                <th scope="col">{t('issues.then')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((issue, index) => (
                <Line key={`${issue.row}-${issue.column}-${issue.code}-${index}`} issue={issue} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total > ISSUES_SIZE && <IssuePager page={page} pages={Math.ceil(total / ISSUES_SIZE)} total={total} onPage={setPage} />}
    </section>
  );
}

interface ChipProps {
  on: boolean;
  count: number;
  tone?: 'danger' | 'warning';
  onClick: () => void;
  children: string;
}

function Chip({ on, count, tone, onClick, children }: ChipProps) {
  const Icon = tone === 'danger' ? IconAlertOctagon : IconAlertTriangle;
  return (
    <button type="button" className={cx(controls.chip, tone)} aria-pressed={on} onClick={onClick}>
      {tone && <Icon size={14} className={controls.toneIcon} aria-hidden />}
      {children}
      <CountBadge value={formatNumber(count)} />
    </button>
  );
}

function Line({ issue }: { issue: ImportIssue }) {
  const { t } = useTranslation('asset-import');
  const error = issue.severity === 'error';
  const outcome = outcomeOf(issue);
  const Icon = error ? IconAlertOctagon : outcome === 'enters' ? IconAlertTriangle : IconCircleCheck;
  return (
    <tr className={error ? 'danger' : 'warning'}>
      <td className="num">
        <span className={classes.rowNumber}>
          <Icon size={16} className={controls.toneIcon} aria-label={t(error ? 'issues.error' : 'issues.warning')} />
          {formatNumber(issue.row)}
        </span>
      </td>
      <td data-label={t('issues.column')}>{issue.header ?? issue.column ?? t('issues.wholeRow')}</td>
      <td data-label={t('issues.value')}>
        {issue.value ? (
          <span className={classes.was} title={issue.value}>
            {issue.value}
          </span>
        ) : (
          <span className="t3">{t('issues.noValue')}</span>
        )}
      </td>
      <td data-label={t('issues.what')} className="t2">
        {issue.message}
      </td>
      <td data-label={t('issues.then')}>{t(`outcome.${outcome}`)}</td>
    </tr>
  );
}
