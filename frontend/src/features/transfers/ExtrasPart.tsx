import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { transfersApi, type Transfer, type TransferExtra } from '@/api/transfers';
import { ActDialog } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { Button, Plate } from '@/shared/ui';
import { transferHref } from './definition';
import { useMovedOn } from './queries';
import classes from './transfers.module.css';

/** What arrived without being expected: open until somebody says what is done about it. */
export function ExtrasPart({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('transfers');
  const [open, setOpen] = useState<TransferExtra | null>(null);
  if (transfer.extras.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{t('extra.title')}</h3>
      <ul className={classes.delegations}>
        {transfer.extras.map((extra) => (
          <li key={extra.id} className={classes.extra}>
            <Plate code={extra.tag} />
            <Link to={`/ativos/${extra.asset_id}`} className="grow ell">
              {extra.name}
            </Link>
            {extra.allowed_actions.includes('resolve') ? (
              <Button size="sm" onClick={() => setOpen(extra)}>
                {t('extra.resolve')}
              </Button>
            ) : extra.transfer ? (
              <Link to={transferHref(extra.transfer.id)} className="mono">
                {extra.transfer.name}
              </Link>
            ) : (
              <span className="t2">{t(extra.resolution === null ? 'extra.open' : 'extra.ignored', { note: extra.resolution_note })}</span>
            )}
          </li>
        ))}
      </ul>
      {open && <ResolveDialog transfer={transfer} extra={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function ResolveDialog({ transfer, extra, onClose }: { transfer: Transfer; extra: TransferExtra; onClose: () => void }) {
  const { t } = useTranslation('transfers');
  const movedOn = useMovedOn();
  const [current, setCurrent] = useState(transfer);
  const [resolution, setResolution] = useState<'transferred' | 'ignored'>('transferred');
  const [note, setNote] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async (keyFor: (body: unknown) => string) => {
    if (!note?.trim()) return setMissing(true);
    const body = { resolution, note: note.trim() };
    movedOn(await transfersApi.resolveExtra(current.id, extra.id, body, current.version, { idempotencyKey: keyFor([extra.id, body, current.version]) }));
    toast({ tone: 'success', title: t('extra.done', { tag: extra.tag }) });
    onClose();
  };
  return (
    <ActDialog title={t('extra.resolveTitle', { tag: extra.tag })} submitLabel={t('extra.resolve')} onClose={onClose} onSubmit={submit} onStale={(now) => setCurrent(now as Transfer)}>
      {(errors) => (
        <>
          <SegmentedControl aria-label={t('extra.resolve')} value={resolution} onChange={setResolution} data={(['transferred', 'ignored'] as const).map((value) => ({ value, label: t(`extra.choice.${value}`) }))} />
          <p className="t2">{t(`extra.about.${resolution}`)}</p>
          <TextAreaField label={t('column.reason')} required maxLength={500} value={note} error={errors.note ?? (missing ? t('reasonMissing') : null)} onChange={(next) => (setNote(next), setMissing(false))} />
        </>
      )}
    </ActDialog>
  );
}
