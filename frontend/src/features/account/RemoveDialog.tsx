import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountApi } from '@/api/account';
import { ActDialog } from '@/shared/dialog';
import { PasswordField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { OneTimeCodeField } from './codes';

/** Do without the second step again; takes password and code. */
export default function RemoveDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const submit = async () => {
    await accountApi.remove(password, code);
    void client.invalidateQueries({ queryKey: ['account'] });
    toast({ tone: 'success', title: t('second.off') });
    onClose();
  };
  return (
    <ActDialog danger title={t('second.remove')} submitLabel={t('second.removeSubmit')} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <p>{t('second.removeText')}</p>
          <PasswordField kind="current" label={t('password.current')} value={password} onChange={setPassword} error={errors.current_password} required />
          <OneTimeCodeField label={t('second.code')} description={t('second.eitherHint')} value={code} onChange={setCode} error={errors.code} />
        </>
      )}
    </ActDialog>
  );
}
