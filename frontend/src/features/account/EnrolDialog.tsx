import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountApi, type Enrolment } from '@/api/account';
import { ActDialog } from '@/shared/dialog';
import { PasswordField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { CopyButton } from '@/shared/ui';
import { CodeSheet, OneTimeCodeField } from './codes';
import classes from './account.module.css';

const QrCode = lazy(() => import('@/shared/detail/QrCode'));
const GROUPS_OF_FOUR = /.{1,4}/g;

/** Switch the second step on: password, then the app and a first code of it, then the recovery codes. */
export default function EnrolDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) {
    return (
      <ActDialog title={t('codes.title')} onClose={onClose}>
        <CodeSheet codes={codes} />
      </ActDialog>
    );
  }
  if (!enrolment) {
    return (
      <ActDialog key="password" title={t('second.enrol')} submitLabel={t('next')} onClose={onClose} onSubmit={async () => setEnrolment(await accountApi.enrol(password))}>
        {(errors) => (
          <>
            <p className="t2">{t('second.what')}</p>
            <PasswordField kind="current" label={t('password.current')} value={password} onChange={setPassword} error={errors.current_password} required />
          </>
        )}
      </ActDialog>
    );
  }
  const confirm = async () => {
    setCodes((await accountApi.confirm(code)).codes);
    void client.invalidateQueries({ queryKey: ['account'] });
    toast({ tone: 'success', title: t('second.on') });
  };
  return (
    <ActDialog key="app" title={t('second.enrol')} submitLabel={t('second.confirm')} onClose={onClose} onSubmit={confirm}>
      {(errors) => (
        <>
          <p>{t('second.scan')}</p>
          <div className={classes.enrolment}>
            <Suspense fallback={<div style={{ width: 182, height: 182 }} />}>
              <QrCode text={enrolment.uri} label={t('second.qr')} size={180} />
            </Suspense>
            <div>
              <p className="t2">{t('second.typed')}</p>
              <p className="mono" data-secret={enrolment.secret}>
                {enrolment.secret.match(GROUPS_OF_FOUR)?.join(' ')}
              </p>
              <CopyButton text={enrolment.secret} label={t('second.copy')} />
            </div>
          </div>
          <OneTimeCodeField label={t('second.code')} description={t('second.codeHint')} value={code} onChange={setCode} error={errors.code} />
        </>
      )}
    </ActDialog>
  );
}
