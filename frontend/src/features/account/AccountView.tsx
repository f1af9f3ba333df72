import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { accountApi } from '@/api/account';
import { PersonFace } from '@/entities/person';
import { CardGrid, DetailPage, FullWidth } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { useStore } from '@/shared/store/store';
import { Badge, Button, Card, ErrorState, KeyValue, SkeletonRows, Text } from '@/shared/ui';
import { Sessions } from './Sessions';
import classes from './account.module.css';

type Dialog = ComponentType<{ onClose: () => void }>;

const ChangePassword = lazy(() => import('./ChangePasswordDialog'));
const Enrol = lazy(() => import('./EnrolDialog'));
const Renew = lazy(() => import('./RecoveryDialog'));
const Remove = lazy(() => import('./RemoveDialog'));

/** One's own account: who one is, the password, the second step, the devices. */
export function AccountView() {
  const { t } = useTranslation('account');
  const user = useStore((state) => state.user);
  const [Open, setOpen] = useState<Dialog | null>(null);
  usePageTitle(t('title'));
  if (!user) return null;
  const open = (dialog: Dialog) => () => setOpen(() => dialog);
  const facts = [
    { label: t('field.username'), value: <Text value={user.username} mono /> },
    { label: t('field.email'), value: <Text value={user.email} /> },
  ];
  const content = (
    <CardGrid>
      <Card title={t('field.account')}>
        <KeyValue items={facts} />
      </Card>
      <Card title={t('password.title')}>
        <p className={classes.about}>{t('password.about')}</p>
        <Button onClick={open(ChangePassword)}>{t('password.change')}</Button>
      </Card>
      <FullWidth>
        <SecondStep open={open} />
      </FullWidth>
      <FullWidth>
        <Sessions />
      </FullWidth>
    </CardGrid>
  );
  return (
    <>
      <DetailPage
        crumbs={[{ label: t('title') }]}
        picture={<PersonFace name={user.name} />}
        title={user.name}
        tabs={[{ id: 'acesso', label: t('access'), content }]}
      />
      {Open && (
        <Suspense fallback={null}>
          <Open onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

function SecondStep({ open }: { open: (dialog: Dialog) => () => void }) {
  const { t } = useTranslation('account');
  const { data, isError, error, refetch, isFetching } = useQuery({ queryKey: ['account', 'second-factor'], queryFn: ({ signal }) => accountApi.secondFactor(signal) });
  return (
    <Card title={t('second.title')}>
      {isError && !data && <ErrorState error={error} title={t('second.failed')} onRetry={() => void refetch()} retrying={isFetching} />}
      {!isError && !data && <SkeletonRows rows={2} />}
      {data && !data.enabled && (
        <>
          <p className={classes.about}>{t('second.about')}</p>
          <Button onClick={open(Enrol)}>{t('second.enrol')}</Button>
        </>
      )}
      {data?.enabled && (
        <>
          <p className={classes.about}>
            <Badge tone="success" icon={<IconShieldCheck size={13} stroke={2} />}>{t('second.isOn')}</Badge> {t('codes.left', { count: data.recovery_codes_left })}
          </p>
          <div className={classes.buttons}>
            <Button onClick={open(Renew)}>{t('codes.renew')}</Button>
            <Button onClick={open(Remove)}>{t('second.remove')}</Button>
          </div>
        </>
      )}
    </Card>
  );
}
