import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountApi } from '@/api/account';
import { ActDialog } from '@/shared/dialog';
import { CodeSheet, OneTimeCodeField } from './codes';

/** New recovery codes in place of the old ones. */
export default function RecoveryDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) {
    return (
      <ActDialog title={t('codes.title')} onClose={onClose}>
        <CodeSheet codes={codes} />
      </ActDialog>
    );
  }
  const submit = async () => {
    setCodes((await accountApi.renewCodes(code)).codes);
    void client.invalidateQueries({ queryKey: ['account'] });
  };
  return (
    <ActDialog title={t('codes.renew')} submitLabel={t('codes.make')} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <p className="t2">{t('codes.renewText')}</p>
          <OneTimeCodeField label={t('second.code')} description={t('second.eitherHint')} value={code} onChange={setCode} error={errors.code} />
        </>
      )}
    </ActDialog>
  );
}
