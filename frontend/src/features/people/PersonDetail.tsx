import { IconArrowMerge, IconPackageExport, IconPencil, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { peopleApi } from '@/api/catalogue';
import type { PersonOut } from '@/api/types';
import { Holdings } from '@/entities/asset';
import { PersonFace } from '@/entities/person';
import { EntityTimeline } from '@/entities/trail';
import { ActionBar, DetailPage, Overview, Sheet, type DetailAction } from '@/shared/detail';
import { useIsPhone, usePageTitle } from '@/shared/hooks';
import { formatDate } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { Card, ErrorState, Notice, SkeletonRows } from '@/shared/ui';
import { ActiveBadge, personHref } from './parts';
import { PersonFacts } from './PersonPreview';

const actions: DetailAction<PersonOut>[] = [
  { id: 'edit', label: 'people:edit', icon: <IconPencil size={16} />, Dialog: lazy(() => import('./PersonForm')) },
  { id: 'merge', label: 'people:merge.action', icon: <IconArrowMerge size={16} />, Dialog: lazy(() => import('./MergeDialog')) },
  { id: 'leaving', label: 'people:leaving', icon: <IconUserOff size={16} />, permission: 'clearances.read', when: (person) => !person.merged, to: (person) => `/pessoas/${person.id}/desligamento` },
  { id: 'loans', label: 'people:loans', icon: <IconPackageExport size={16} />, permission: 'loans.read', to: (person) => `/emprestimos?person_id=${person.id}` },
];

/** Of a record that was merged: where everything is now. */
function MergedNotice({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people');
  return (
    <Notice tone="info" title={t('merge.merged')}>
      {person.merged_into ? (
        <span>
          {t('merge.mergedInto')} <Link to={personHref(person.merged_into)}>{person.merged_into.name}</Link>
        </span>
      ) : (
        t('merge.mergedElsewhere')
      )}
    </Notice>
  );
}

/** The page of one person. */
export function PersonDetail({ id }: { id: number }) {
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const phone = useIsPhone();
  const { data, error, isError, refetch, isFetching } = useQuery({ queryKey: ['people', 'detail', id], queryFn: ({ signal }) => peopleApi.get(id, signal) });
  const seesAssets = usePermission('assets.read');
  const holdings = useMemo(() => ({ responsible_id: id }), [id]);
  const seesHistory = usePermission('history.read');
  usePageTitle(data?.name ?? t('title'));
  if (isError && !data) return <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={10} />;
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/pessoas' }, { label: data.name }]}
      picture={<PersonFace name={data.name} />}
      badges={<ActiveBadge active={data.active} />}
      title={data.name}
      actions={<ActionBar item={data} allowed={data.allowed_actions} actions={actions} visible={phone ? 1 : undefined} onGo={(to) => void navigate(to)} />}
      tabs={[
        {
          id: 'dados',
          label: t('overview'),
          content: (
            <Overview above={data.merged ? <MergedNotice person={data} /> : data.left_on && <Notice tone="info">{t('leftOn', { date: formatDate(data.left_on) })}</Notice>}>
              <Card title={t('facts')}>
                <PersonFacts person={data} whole />
              </Card>
              {seesAssets && <Holdings filter={holdings} title={t('holdings')} none={t('holdingsNone')} />}
            </Overview>
          ),
        },
        ...(seesHistory
          ? [
              {
                id: 'historico',
                label: t('history'),
                content: (
                  <Sheet>
                    <EntityTimeline entity="person" id={data.id} />
                  </Sheet>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
