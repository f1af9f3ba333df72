import { Switch } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundPageOut } from '@/api/generated/model';
import { foundPageApi } from '@/api/occurrences';
import { ActDialog } from '@/shared/dialog';
import { TextAreaField, TextField } from '@/shared/form';
import { useIsPhone } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { toast } from '@/shared/toast/toast';
import { Button, ErrorState, IconButton, SkeletonRows } from '@/shared/ui';

/** "Página de bem achado": what the QR code of a label shows to whoever is not signed in. */
export function FoundPageButton() {
  const { t } = useTranslation('occurrences');
  const configures = usePermission('occurrences.configure');
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  if (!configures) return null;
  const icon = <IconQrcode size={16} aria-hidden />;
  return (
    <>
      {phone ? (
        <IconButton label={t('page.button')} onClick={() => setOpen(true)}>
          {icon}
        </IconButton>
      ) : (
        <Button icon={icon} onClick={() => setOpen(true)}>
          {t('page.button')}
        </Button>
      )}
      {open && <FoundPageDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function FoundPageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('occurrences');
  const { data, error, isError, refetch, isFetching } = useQuery({ queryKey: ['found-page-setting'], queryFn: ({ signal }) => foundPageApi.get(signal) });
  if (data) return <Editor page={data} onClose={onClose} />;
  return (
    <ActDialog title={t('page.button')} onClose={onClose}>
      {isError ? <ErrorState error={error} title={t('page.failed')} onRetry={() => void refetch()} retrying={isFetching} /> : <SkeletonRows rows={5} />}
    </ActDialog>
  );
}

function Editor({ page, onClose }: { page: FoundPageOut; onClose: () => void }) {
  const { t } = useTranslation('occurrences');
  const client = useQueryClient();
  const [version, setVersion] = useState(page.version);
  const [enabled, setEnabled] = useState(page.enabled);
  const [contact, setContact] = useState(page.contact);
  const [phone, setPhone] = useState(page.phone);
  const [email, setEmail] = useState(page.email);
  const submit = async () => {
    client.setQueryData(['found-page-setting'], await foundPageApi.set({ enabled, contact, phone, email }, version));
    toast({ tone: 'success', title: t('page.saved') });
    onClose();
  };
  return (
    <ActDialog title={t('page.button')} submitLabel={t('page.save')} onClose={onClose} onSubmit={submit} onStale={(current) => setVersion((current as FoundPageOut).version)}>
      {(errors) => (
        <>
          <p className="t2">{t('page.about')}</p>
          <Switch label={t('page.enabled')} checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
          <TextAreaField label={t('page.contact')} description={t('page.contactHint')} maxLength={500} value={contact} onChange={setContact} error={errors.contact} />
          <TextField label={t('found.phone')} maxLength={40} value={phone} onChange={setPhone} error={errors.phone} />
          <TextField label={t('found.email')} description={t('page.emailHint')} maxLength={254} value={email} onChange={setEmail} error={errors.email} />
        </>
      )}
    </ActDialog>
  );
}
