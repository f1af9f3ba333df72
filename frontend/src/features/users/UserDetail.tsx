import { IconDeviceMobileOff, IconId, IconLogout, IconMail, IconPencil, IconShieldPlus, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usersApi, type GrantOut, type UserOut } from '@/api/users';
import { useLabel } from '@/entities/role';
import { PersonFace } from '@/entities/person';
import { EntityTimeline } from '@/entities/trail';
import { ActionBar, CardGrid, DetailPage, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { formatNumber } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { Card, DateText, ErrorState, IconButton, KeyValue, SkeletonRows, Text } from '@/shared/ui';
import { RoleText, StateBadge } from './parts';
import classes from './users.module.css';

const ActivationDialog = lazy(() => import('./ActivationDialog'));
const RevokeDialog = lazy(() => import('./RevokeDialog'));
const actions: DetailAction<UserOut>[] = [
  { id: 'grant', label: 'users:grant.action', icon: <IconShieldPlus size={16} />, Dialog: lazy(() => import('./GrantDialog')) },
  { id: 'edit', label: 'users:edit', icon: <IconPencil size={16} />, Dialog: lazy(() => import('./UserForm')) },
  { id: 'send_link', label: 'users:link.action', icon: <IconMail size={16} />, Dialog: lazy(() => import('./SendLinkDialog')) },
  { id: 'link_person', label: 'users:linkPerson.action', icon: <IconId size={16} />, Dialog: lazy(() => import('./LinkPersonDialog')) },
  { id: 'end_sessions', label: 'users:endSessions.action', icon: <IconLogout size={16} />, Dialog: lazy(() => import('./GuardDialog').then((file) => ({ default: file.EndSessionsDialog }))) },
  { id: 'remove_second_factor', label: 'users:removeSecondFactor.action', icon: <IconDeviceMobileOff size={16} />, Dialog: lazy(() => import('./GuardDialog').then((file) => ({ default: file.RemoveSecondFactorDialog }))), danger: true },
  { id: 'deactivate', label: 'users:deactivate.action', icon: <IconUserOff size={16} />, Dialog: ActivationDialog, danger: true },
  { id: 'reactivate', label: 'users:reactivate.action', icon: <IconUserCheck size={16} />, Dialog: ActivationDialog },
];

/** Which roles a user has, and where. */
function Grants({ user }: { user: UserOut }) {
  const { t } = useTranslation('users');
  const nameOf = useLabel();
  const [leaving, setLeaving] = useState<GrantOut | null>(null);
  if (user.grants.length === 0) return <p className="t2">{t('noGrants')}</p>;
  return (
    <ul className={classes.grants}>
      {user.grants.map((grant) => (
        <li key={grant.id}>
          <span className="grow">
            <b>{nameOf(grant.role)}</b>
            <span className={classes.where}>{grant.everywhere ? t('everywhere') : (grant.location?.full_name ?? t('elsewhere'))}</span>
          </span>
          {grant.allowed_actions.includes('remove') && (
            <IconButton label={t('revoke.label', { role: nameOf(grant.role) })} onClick={() => setLeaving(grant)}>
              <IconTrash size={16} />
            </IconButton>
          )}
        </li>
      ))}
      {leaving && (
        <Suspense fallback={null}>
          <RevokeDialog item={user} grant={leaving} onClose={() => setLeaving(null)} />
        </Suspense>
      )}
    </ul>
  );
}

/** The page of one user. */
export function UserDetail({ id }: { id: number }) {
  const { t } = useTranslation('users');
  const { data, error, isError, refetch, isFetching } = useQuery({ queryKey: ['users', 'detail', id], queryFn: ({ signal }) => usersApi.get(id, signal) });
  const seesHistory = usePermission('history.read');
  const seesPeople = usePermission('people.read');
  usePageTitle(data?.name ?? t('title'));
  if (isError && !data) return <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={10} />;
  const facts = [
    { label: t('field.person'), value: seesPeople ? <Link to={`/pessoas/${data.person_id}`}>{data.name}</Link> : <Text value={data.name} /> },
    { label: t('field.username'), value: <Text value={data.username} mono /> },
    { label: t('field.email'), value: <Text value={data.email} /> },
    { label: t('field.role'), value: <RoleText row={data} /> },
    { label: t('field.lastSignIn'), value: <DateText value={data.last_sign_in_at} /> },
    { label: t('field.secondFactor'), value: <Text value={t(data.second_factor ? 'on' : 'off')} /> },
    { label: t('field.sessions'), value: <Text value={formatNumber(data.session_count)} /> },
  ];
  const overview = (
    <CardGrid>
      <Card title={t('account')}>
        <KeyValue items={facts} />
      </Card>
      <Card title={t('grants')}>
        <Grants user={data} />
      </Card>
    </CardGrid>
  );
  const history = (
    <Sheet>
      <EntityTimeline entity="user" id={data.id} />
    </Sheet>
  );
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/usuarios' }, { label: data.name }]}
      picture={<PersonFace name={data.name} />}
      badges={<StateBadge user={data} />}
      title={data.name}
      actions={<ActionBar item={data} allowed={data.allowed_actions} actions={actions} onGo={() => undefined} />}
      tabs={[{ id: 'acesso', label: t('access'), content: overview }, ...(seesHistory ? [{ id: 'historico', label: t('history'), content: history }] : [])]}
    />
  );
}
