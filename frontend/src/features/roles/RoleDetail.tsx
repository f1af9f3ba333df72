import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { rolesApi, type RoleOut } from '@/api/roles';
import { useLabel } from '@/entities/role';
import { EntityTimeline } from '@/entities/trail';
import { ActionBar, DetailPage, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { formatNumber } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { ErrorState, SkeletonRows } from '@/shared/ui';
import { Matrix } from './Matrix';
import { OriginBadge } from './parts';

const actions: DetailAction<RoleOut>[] = [
  { id: 'copy', label: 'roles:copy', icon: <IconCopy size={16} />, Dialog: lazy(() => import('./CopyDialog')) },
  { id: 'edit', label: 'roles:edit', icon: <IconPencil size={16} />, Dialog: lazy(() => import('./RoleForm')) },
  { id: 'delete', label: 'roles:delete.action', icon: <IconTrash size={16} />, Dialog: lazy(() => import('./DeleteDialog')), danger: true },
];

/** The page of one role. */
export function RoleDetail({ id }: { id: number }) {
  const { t } = useTranslation('roles');
  const nameOf = useLabel();
  const { data, error, isError, refetch, isFetching } = useQuery({ queryKey: ['roles', 'detail', id], queryFn: ({ signal }) => rolesApi.get(id, signal) });
  const seesHistory = usePermission('history.read');
  usePageTitle(data ? nameOf(data) : t('title'));
  if (isError && !data) return <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={10} />;
  const history = (
    <Sheet>
      <EntityTimeline entity="role" id={data.id} />
    </Sheet>
  );
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/papeis' }, { label: nameOf(data) }]}
      badges={<OriginBadge role={data} />}
      title={nameOf(data)}
      meta={<span>{t('users', { count: data.user_count, formatted: formatNumber(data.user_count) })}</span>}
      actions={<ActionBar item={data} allowed={data.allowed_actions} actions={actions} onGo={() => undefined} />}
      tabs={[
        { id: 'permissoes', label: t('field.permissions'), count: data.permissions.length, content: <Matrix key={data.version} role={data} /> },
        ...(seesHistory ? [{ id: 'historico', label: t('history'), content: history }] : []),
      ]}
    />
  );
}
