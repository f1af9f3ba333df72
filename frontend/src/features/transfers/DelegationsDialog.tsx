import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconTrash, IconUserShare } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { delegationsApi } from '@/api/approvals';
import type { Id } from '@/api/types';
import { DeciderPicker } from '@/entities/decider';
import { ActDialog } from '@/shared/dialog';
import { DateField, TextField } from '@/shared/form';
import { usePermission } from '@/shared/store/store';
import { Button, DateText, IconButton } from '@/shared/ui';
import classes from './transfers.module.css';

const KEY = ['delegations'];

/** "Substituição": who decides in one's place while one is away. */
export function DelegationsButton() {
  const { t } = useTranslation('transfers');
  const decides = usePermission('approvals.decide');
  const [open, setOpen] = useState(false);
  if (!decides) return null;
  return (
    <>
      <Button icon={<IconUserShare size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('delegation.button')}
      </Button>
      {open && <DelegationsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function DelegationsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('transfers');
  const client = useQueryClient();
  const [delegate, setDelegate] = useState<Id | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [strict, setStrict] = useState(false);
  const submit = async (keyFor: (body: unknown) => string) => {
    setStrict(true);
    if (delegate === null || from === null || to === null) return;
    const body = { delegate_id: delegate, starts_on: from, ends_on: to, reason };
    client.setQueryData(KEY, await delegationsApi.create(body, { idempotencyKey: keyFor(body) }));
    setDelegate(null);
    setReason(null);
    setStrict(false);
  };
  const missing = (value: unknown) => (strict && value === null ? t('delegation.missing') : null);
  return (
    <ActDialog title={t('delegation.title')} submitLabel={t('delegation.submit')} size={560} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <p className="t2">{t('delegation.text')}</p>
          <Present />
          <DeciderPicker label={t('delegation.who')} required value={delegate} onChange={setDelegate} error={errors.delegate_id ?? missing(delegate)} />
          <DateField label={t('delegation.from')} required value={from} onChange={setFrom} error={errors.starts_on ?? missing(from)} />
          <DateField label={t('delegation.to')} required value={to} onChange={setTo} error={errors.ends_on ?? missing(to)} />
          <TextField label={t('column.reason')} maxLength={200} value={reason} onChange={setReason} error={errors.reason} />
        </>
      )}
    </ActDialog>
  );
}

/** Those there are, each to be taken back. */
function Present() {
  const { t } = useTranslation('transfers');
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => delegationsApi.list(signal) });
  const remove = async (id: Id) => {
    await delegationsApi.remove(id);
    await client.invalidateQueries({ queryKey: KEY });
  };
  if (!data || data.items.length === 0) return null;
  return (
    <ul className={classes.delegations}>
      {data.items.map((one) => (
        <li key={one.id}>
          <span className="grow">
            <b>{one.delegate.name}</b> · <DateText value={one.starts_on} /> – <DateText value={one.ends_on} />
          </span>
          <IconButton label={t('delegation.remove', { name: one.delegate.name })} onClick={() => void remove(one.id)}>
            <IconTrash size={16} />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
