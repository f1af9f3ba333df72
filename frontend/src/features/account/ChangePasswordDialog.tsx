import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountApi } from '@/api/account';
import { ActDialog } from '@/shared/dialog';
import { PasswordField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';

/** The present password and a new one; every other session ends. */
export default function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const submit = async () => {
    await accountApi.changePassword(current, next);
    void client.invalidateQueries({ queryKey: ['account'] });
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
        </>
      )}
    </ActDialog>
  );
}
