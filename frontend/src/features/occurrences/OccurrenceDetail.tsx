import { IconAlertTriangle, IconCheck, IconMapPin, IconPackageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { FoundReportOut, OccurrenceOut } from '@/api/generated/model';
import { occurrenceAttachments } from '@/api/occurrences';
import { EntityTimeline } from '@/entities/trail';
import { AttachmentsPanel } from '@/shared/attachments';
import { ActionBar, Aside, DetailPage, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { DateText, ErrorState, KeyValue, PersonText, Plate, SkeletonRows, type KeyValueItem } from '@/shared/ui';
import { KindBadge, OccurrenceBadge } from './badges';
import { Opener } from './definition';
import { ResolveDialog } from './dialogs';
import classes from './occurrences.module.css';
import { useOccurrence } from './queries';

const actions: DetailAction<OccurrenceOut>[] = [
  { id: 'resolve', label: 'occurrences:resolve.action', icon: <IconCheck size={16} />, Dialog: ResolveDialog },
  { id: 'dispose', label: 'occurrences:dispose', icon: <IconPackageOff size={16} />, to: (occurrence) => `/baixas/nova?ocorrencia=${occurrence.id}` },
];

/** The page of one occurrence: what happened to which asset, photos, what was done. */
export function OccurrenceDetail({ id }: { id: number }) {
  const { t } = useTranslation('occurrences');
  const { data, error, isError, refetch, isFetching } = useOccurrence(id);
  usePageTitle(data ? t('one', { id: data.id }) : t('title'));
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) {
    return (
      <>
        <h1 className="sr">{t('title')}</h1>
        <SkeletonRows rows={10} />
      </>
    );
  }
  return <Loaded occurrence={data} />;
}

function Loaded({ occurrence }: { occurrence: OccurrenceOut }) {
  const { t } = useTranslation('occurrences');
  const navigate = useNavigate();
  const seesHistory = usePermission('history.read');
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/ocorrencias' }, { label: t('one', { id: occurrence.id }) }]}
      picture={<IconAlertTriangle size={40} stroke={1.25} aria-hidden />}
      badges={
        <>
          <KindBadge kind={occurrence.kind} />
          <OccurrenceBadge state={occurrence.state} />
        </>
      }
      title={t('one', { id: occurrence.id })}
      meta={
        <>
          <Link to={`/ativos/${occurrence.asset.id}`}>
            <Plate code={occurrence.asset.tag} /> {occurrence.asset.name}
          </Link>
          {occurrence.location && (
            <span>
              <IconMapPin size={16} aria-hidden />
              {occurrence.location.full_name}
            </span>
          )}
        </>
      }
      actions={<ActionBar item={occurrence} allowed={occurrence.allowed_actions} actions={actions} onGo={(to) => void navigate(to)} />}
      tabs={[
        {
          id: 'dados',
          label: t('tab.what'),
          content: (
            <Sheet>
              <div className={classes.told}>
                <section>
                  <h2>{t('column.description')}</h2>
                  <p>{occurrence.description}</p>
                </section>
                {occurrence.report && <Report report={occurrence.report} />}
                {occurrence.kind === 'found' && occurrence.opened_by === null && !occurrence.report && <p className="t2">{t('found.erased')}</p>}
                {occurrence.resolution !== null && (
                  <section>
                    <h2>{t('resolution')}</h2>
                    <p>{occurrence.resolution}</p>
                  </section>
                )}
              </div>
            </Sheet>
          ),
          aside: (
            <Aside title={t('facts')}>
              <Facts occurrence={occurrence} />
            </Aside>
          ),
        },
        { id: 'anexos', label: t('tab.photos'), count: occurrence.attachments, content: <AttachmentsPanel name="occurrences" root={occurrenceAttachments(occurrence.id)} /> },
        ...(seesHistory
          ? [
              {
                id: 'historico',
                label: t('tab.history'),
                content: (
                  <Sheet>
                    <EntityTimeline entity="asset_occurrence" id={occurrence.id} />
                  </Sheet>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** What whoever found the asset wrote, and how to reach the person. */
function Report({ report }: { report: FoundReportOut }) {
  const { t } = useTranslation('occurrences');
  const items: (KeyValueItem | null)[] = [
    { label: t('found.place'), value: report.place },
    report.name ? { label: t('found.name'), value: report.name } : null,
    report.phone ? { label: t('found.phone'), value: report.phone } : null,
    report.email ? { label: t('found.email'), value: report.email } : null,
  ];
  return (
    <section>
      <h2>{t('found.report')}</h2>
      <p>{report.message}</p>
      <KeyValue items={items} />
    </section>
  );
}

function Facts({ occurrence }: { occurrence: OccurrenceOut }) {
  const { t } = useTranslation('occurrences');
  const items: (KeyValueItem | null)[] = [
    { label: t('column.opener'), value: <Opener row={occurrence} /> },
    { label: t('column.created'), value: <DateText value={occurrence.created_at} time /> },
    occurrence.loan ? { label: t('loan'), value: <Link to={`/emprestimos/${occurrence.loan.id}`}>{occurrence.loan.name}</Link> } : null,
    occurrence.resolved_by ? { label: t('resolver'), value: <PersonText person={occurrence.resolved_by} /> } : null,
    occurrence.resolved_at ? { label: t('column.resolved'), value: <DateText value={occurrence.resolved_at} time /> } : null,
  ];
  return <KeyValue items={items} />;
}
