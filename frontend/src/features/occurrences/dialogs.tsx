import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { OccurrenceKind, OccurrenceOut } from '@/api/generated/model';
import { occurrencesApi } from '@/api/occurrences';
import type { AssetOut } from '@/api/types';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { OCCURRENCE_KINDS } from './badges';
import { occurrenceHref } from './definition';
import { useMovedOn } from './queries';

const MOST = 1000;

/** Tell what happened to an asset, from its page; photos follow on the page of the occurrence. */
export default function RecordDialog({ item, onClose }: DetailActionProps<AssetOut>) {
  const { t } = useTranslation('occurrences');
  const { t: te } = useTranslation('entities');
  const movedOn = useMovedOn();
  const navigate = useNavigate();
  const [kind, setKind] = useState<OccurrenceKind>('damage');
  const [told, setTold] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async (keyFor: (body: unknown) => string) => {
    const description = told?.trim();
    if (!description) return setMissing(true);
    const body = { asset_id: item.id, kind, description };
    const made = await occurrencesApi.create(body, { idempotencyKey: keyFor(body) });
    movedOn(made);
    toast({ tone: 'success', title: t('done.recorded', { id: made.id }) });
    onClose();
    void navigate(occurrenceHref(made.id));
  };
  return (
    <ActDialog title={t('record.title', { tag: item.tag })} submitLabel={t('record.action')} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <Select label={t('column.kind')} data={OCCURRENCE_KINDS.map((value) => ({ value, label: te(`occurrence.kind.${value}`) }))} value={kind} onChange={(next) => setKind((next ?? kind))} allowDeselect={false} error={errors.kind} />
          <TextAreaField label={t('record.what')} description={t('record.hint')} required maxLength={MOST} value={told} error={errors.description ?? (missing ? t('record.missing') : null)} onChange={(next) => (setTold(next), setMissing(false))} />
        </>
      )}
    </ActDialog>
  );
}

/** Say what was done; that is final. */
export function ResolveDialog({ item, onClose }: DetailActionProps<OccurrenceOut>) {
  const { t } = useTranslation('occurrences');
  const movedOn = useMovedOn();
  const [occurrence, setOccurrence] = useState(item);
  const [told, setTold] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async (keyFor: (body: unknown) => string) => {
    const resolution = told?.trim();
    if (!resolution) return setMissing(true);
    const body = { resolution };
    movedOn(await occurrencesApi.resolve(occurrence.id, body, occurrence.version, { idempotencyKey: keyFor([body, occurrence.version]) }));
    toast({ tone: 'success', title: t('done.resolved', { id: occurrence.id }) });
    onClose();
  };
  return (
    <ActDialog title={t('resolve.title', { id: item.id })} submitLabel={t('resolve.action')} onClose={onClose} onSubmit={submit} onStale={(current) => setOccurrence(current as OccurrenceOut)}>
      {(errors) => (
        <>
          <p className="t2">{t('resolve.text')}</p>
          <TextAreaField label={t('resolve.what')} required maxLength={MOST} value={told} error={errors.resolution ?? (missing ? t('resolve.missing') : null)} onChange={(next) => (setTold(next), setMissing(false))} />
        </>
      )}
    </ActDialog>
  );
}
