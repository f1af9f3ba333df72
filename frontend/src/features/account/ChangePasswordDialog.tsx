import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountApi } from '@/api/account';
import { feedsApi } from '@/api/reservations';
import { ActDialog } from '@/shared/dialog';
import { PasswordField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { Checkbox } from '@/shared/ui';

/** The present password and a new one; every other session ends, and addresses of the calendar unless they are to stay. */
export default function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [revoke, setRevoke] = useState(true);
  const feeds = useQuery({ queryKey: ['calendar-feeds'], queryFn: ({ signal }) => feedsApi.list(signal) });
  const inUse = feeds.data?.items.filter((one) => one.revoked_at === null).length ?? 0;
  const submit = async () => {
    await accountApi.changePassword({ current_password: current, new_password: next, revoke_feeds: inUse > 0 && revoke });
    void client.invalidateQueries({ queryKey: ['account'] });
    void client.invalidateQueries({ queryKey: ['calendar-feeds'] });
    toast({ tone: 'success', title: t('password.changed') });
    onClose();
  };
  return (
    <ActDialog title={t('password.change')} submitLabel={t('password.submit')} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <PasswordField kind="current" label={t('password.current')} value={current} onChange={setCurrent} error={errors.current_password} required />
          <PasswordField kind="new" label={t('password.next')} description={t('password.rule')} value={next} onChange={setNext} error={errors.new_password} required />
          <p className="t2">{t('password.effect')}</p>
          {inUse > 0 && <Checkbox label={t('password.revokeFeeds', { count: inUse })} checked={revoke} onChange={setRevoke} />}
        </>
      )}
    </ActDialog>
  );
}
