import { SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { disposalAttachments, disposalsApi } from '@/api/disposals';
import type { ConclusionIn, DisposalLineOut, DisposalOut } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { PersonPicker } from '@/entities/person';
import { SupplierPicker } from '@/entities/supplier';
import { AttachmentsButton, useAttachments } from '@/shared/attachments';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog, type FieldErrors } from '@/shared/dialog';
import { AmountField, TextField } from '@/shared/form';
import { formatMoney, formatNumber, sumAmounts } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { Notice, Plate } from '@/shared/ui';
import classes from './disposals.module.css';
import { isGone, isReceived } from './missing';
import { useMovedOn } from './queries';

/** How the assets left, as it is typed. The total and the values by asset are kept apart, so that going back loses nothing. */
interface Told {
  supplier: Id | null;
  receiver: Id | null;
  document: string | null;
  by: 'total' | 'asset';
  total: string | null;
  values: Record<Id, string | null>;
  certificate: Id | null;
}

const NOTHING: Told = { supplier: null, receiver: null, document: null, by: 'total', total: null, values: {}, certificate: null };

/** Keys of the words for what is missing, by field. */
function missingIn(disposal: DisposalOut, told: Told): Record<string, string> {
  const found: Record<string, string> = {};
  const chair = disposal.members.some((member) => member.role === 'chair');
  if (isReceived(disposal.destination) && disposal.recipient === null && told.supplier === null) found.supplier_id = 'missing.recipient';
  if (!chair && told.receiver === null) found.receiver_id = 'missing.receiver';
  if (disposal.destination === 'auction' && told.by === 'total' && told.total === null) found.received_value = 'missing.received';
  if (disposal.is_ewaste && told.certificate === null) found.certificate_id = 'missing.certificate';
  if (told.by === 'asset') for (const line of disposal.lines) if ((told.values[line.asset_id] ?? null) === null) found[`items/${line.asset_id}`] = 'missing.received';
  return found;
}

const bodyOf = (disposal: DisposalOut, told: Told): ConclusionIn => ({
  supplier_id: told.supplier,
  receiver_id: told.receiver,
  document_number: told.document?.trim() || null,
  received_value: told.by === 'total' ? told.total : null,
  items: told.by === 'asset' ? disposal.lines.map((line) => ({ asset_id: line.asset_id, received_value: told.values[line.asset_id]! })) : [],
  certificate_id: told.certificate,
});

/** The assets leave for good: to whom, against what, and who signs. */
export function ConcludeDialog({ item, onClose }: DetailActionProps<DisposalOut>) {
  const { t } = useTranslation('disposals');
  const movedOn = useMovedOn();
  const [disposal, setDisposal] = useState(item);
  const [told, setTold] = useState(NOTHING);
  const [unreadable, setUnreadable] = useState<Record<string, true>>({});
  const [strict, setStrict] = useState(false);
  const missing = missingIn(disposal, told);
  const tell = (patch: Partial<Told>) => {
    if (patch.by) setUnreadable({}); // its fields are gone
    setTold((before) => ({ ...before, ...patch }));
  };
  const read = (field: string) => (message: string | null) => setUnreadable(({ [field]: _, ...rest }) => (message ? { ...rest, [field]: true } : rest));
  const submit = async (keyFor: (body: unknown) => string) => {
    setStrict(true);
    if (Object.keys(missing).length + Object.keys(unreadable).length > 0) return;
    const body = bodyOf(disposal, told);
    movedOn(await disposalsApi.conclude(disposal.id, body, disposal.version, { idempotencyKey: keyFor([body, disposal.version]) }));
    toast({ tone: 'success', title: t('done.conclude', { number: disposal.number }) });
    onClose();
  };
  const parts = (errors: FieldErrors): PartProps => ({ disposal, told, tell, read, wrong: (field) => errors[field] ?? (strict && missing[field] ? t(missing[field]) : null) });
  return (
    <ActDialog title={t('act.concludeTitle', { number: disposal.number })} submitLabel={t('act.conclude')} size={640} onClose={onClose} onSubmit={submit} onStale={(current) => setDisposal(current as DisposalOut)}>
      {(errors) => (
        <>
          <Notice tone="warning">{t('act.concludeText', { count: disposal.items, formatted: formatNumber(disposal.items) })}</Notice>
          <WhoReceives {...parts(errors)} />
          <TextField label={t('documentNumber')} description={t('conclude.documentHint')} maxLength={60} value={told.document} onChange={(document) => tell({ document })} error={errors.document_number} />
          <Received {...parts(errors)} />
          {disposal.is_ewaste && <Certificate {...parts(errors)} />}
        </>
      )}
    </ActDialog>
  );
}

interface PartProps {
  disposal: DisposalOut;
  told: Told;
  tell: (patch: Partial<Told>) => void;
  /** What an amount says while it cannot be read, by field. */
  read: (field: string) => (message: string | null) => void;
  wrong: (field: string) => string | null;
}

/** The recipient, unless the draft named him already, and who signs. */
function WhoReceives({ disposal, told, tell, wrong }: PartProps) {
  const { t } = useTranslation('disposals');
  const chair = disposal.members.find((member) => member.role === 'chair')?.person.name;
  return (
    <>
      {disposal.recipient ? (
        <p>
          <span className="t2">{t('column.recipient')}</span> <b>{disposal.recipient.name}</b>
        </p>
      ) : (
        !isGone(disposal.destination) && (
          <SupplierPicker label={t('column.recipient')} description={t(`conclude.recipientHint.${isReceived(disposal.destination) ? 'received' : 'discard'}`)} required={isReceived(disposal.destination)} withCreate value={told.supplier} onChange={(supplier) => tell({ supplier })} error={wrong('supplier_id')} />
        )
      )}
      <PersonPicker label={t('receiver')} description={chair ? t('conclude.receiverHint', { name: chair }) : t('conclude.noChair')} required={!chair} withCreate value={told.receiver} onChange={(receiver) => tell({ receiver })} error={wrong('receiver_id')} />
    </>
  );
}

/** What was received: for all of it, or asset by asset. */
function Received({ disposal, told, tell, read, wrong }: PartProps) {
  const { t } = useTranslation('disposals');
  return (
    <section className={classes.received} aria-label={t('value.received')}>
      {disposal.lines.length > 1 && <SegmentedControl className={classes.start} aria-label={t('value.received')} value={told.by} onChange={(by) => tell({ by })} data={(['total', 'asset'] as const).map((value) => ({ value, label: t(`conclude.by.${value}`) }))} />}
      {told.by === 'total' ? (
        <AmountField label={t('conclude.total')} required={disposal.destination === 'auction'} value={told.total} onChange={(total) => tell({ total })} onInvalid={read('received_value')} error={wrong('received_value')} />
      ) : (
        <>
          <ul className={classes.amounts}>
            {disposal.lines.map((line) => (
              <Amount key={line.asset_id} line={line} value={told.values[line.asset_id] ?? null} onChange={(value) => tell({ values: { ...told.values, [line.asset_id]: value } })} onInvalid={read(`items/${line.asset_id}`)} error={wrong(`items/${line.asset_id}`)} />
            ))}
          </ul>
          <p className={classes.sum}>
            {t('conclude.sum')} <b className="num">{formatMoney(sumAmounts(Object.values(told.values)))}</b>
          </p>
          {wrong('received_value') && <p className={classes.wrong}>{wrong('received_value')}</p>}
        </>
      )}
    </section>
  );
}

interface AmountProps {
  line: DisposalLineOut;
  value: string | null;
  onChange: (value: string | null) => void;
  onInvalid: (message: string | null) => void;
  error: string | null;
}

function Amount({ line, ...field }: AmountProps) {
  const { t } = useTranslation('disposals');
  return (
    <li>
      <Plate code={line.tag} />
      <span className={classes.name}>{line.name}</span>
      <AmountField {...field} label={null} aria-label={t('conclude.receivedFor', { tag: line.tag })} />
    </li>
  );
}

/** Which of the documents of the disposal proves where the e-waste went; one may be attached here. */
function Certificate({ disposal, told, tell, wrong }: PartProps) {
  const { t } = useTranslation('disposals');
  const root = disposalAttachments(disposal);
  const attached = useAttachments('disposals', root).data?.items ?? [];
  return (
    <div className={classes.certificate}>
      <Select
        label={t('certificate')}
        required
        placeholder={attached.length > 0 ? t('conclude.choose') : t('conclude.noDocuments')}
        value={told.certificate === null ? null : String(told.certificate)}
        onChange={(value) => tell({ certificate: value === null ? null : Number(value) })}
        data={attached.map((file) => ({ value: String(file.id), label: file.filename }))}
        error={wrong('certificate_id')}
      />
      <AttachmentsButton name="disposals" root={root} count={disposal.attachments} of={disposal.number} />
      <p className="cap">{t('conclude.certificateHint')}</p>
    </div>
  );
}
