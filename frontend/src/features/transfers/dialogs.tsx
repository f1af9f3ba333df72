import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { transfersApi, type Transfer } from '@/api/transfers';
import type { WriteOptions } from '@/api/resources';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog, type FieldErrors } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { transferHref } from './definition';
import { useMovedOn } from './queries';

type Act = 'submit' | 'send' | 'effect' | 'cancel' | 'takeBack' | 'reverse';

interface StepDialogProps extends DetailActionProps<Transfer> {
  act: Act;
  danger?: boolean;
  /** Null: something is missing, and the dialog says so. */
  run: (transfer: Transfer, options: WriteOptions) => Promise<Transfer> | null;
  children?: (errors: FieldErrors) => ReactNode;
}

/** One step of a transfer: what it does in a sentence, what it needs, and the button. */
function StepDialog({ item, onClose, act, danger, run, children }: StepDialogProps) {
  const { t } = useTranslation('transfers');
  const movedOn = useMovedOn();
  const [transfer, setTransfer] = useState(item);
  const submit = async (keyFor: (body: unknown) => string) => {
    const moved = run(transfer, { idempotencyKey: keyFor([act, transfer.version]) });
    if (moved === null) return;
    movedOn(await moved);
    toast({ tone: 'success', title: t(`done.${act}`, { number: transfer.number }) });
    onClose();
  };
  return (
    <ActDialog title={t(`act.${act}Title`, { number: transfer.number })} submitLabel={t(`act.${act}`)} danger={danger} onClose={onClose} onSubmit={submit} onStale={(current) => setTransfer(current as Transfer)}>
      {(errors) => (
        <>
          <p className="t2">{t(`act.${act}Text`, { count: transfer.items })}</p>
          {children?.(errors)}
        </>
      )}
    </ActDialog>
  );
}

/** Why something does not take place; it is asked for before anything is sent. */
function useReason() {
  const { t } = useTranslation('transfers');
  const [reason, setReason] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const field = (errors: FieldErrors) => (
    <TextAreaField label={t('column.reason')} required maxLength={500} value={reason} error={errors.reason ?? (missing ? t('reasonMissing') : null)} onChange={(next) => (setReason(next), setMissing(false))} />
  );
  const read = () => {
    const given = reason?.trim() || null;
    setMissing(given === null);
    return given;
  };
  return { field, read };
}

/** Ask for a draft. */
export const SubmitDialog = (props: DetailActionProps<Transfer>) => <StepDialog {...props} act="submit" run={(transfer, options) => transfersApi.step(transfer.id, 'submit', transfer.version, options)} />;

/** The assets leave. */
export const SendDialog = (props: DetailActionProps<Transfer>) => <StepDialog {...props} act="send" run={(transfer, options) => transfersApi.step(transfer.id, 'send', transfer.version, options)} />;

/** Nothing travels: the new person answers from now on. */
export const EffectDialog = (props: DetailActionProps<Transfer>) => <StepDialog {...props} act="effect" run={(transfer, options) => transfersApi.step(transfer.id, 'effect', transfer.version, options)} />;

/** Ask for what undoes it. */
export function ReverseDialog(props: DetailActionProps<Transfer>) {
  const { field, read } = useReason();
  const navigate = useNavigate();
  const run = (transfer: Transfer, options: WriteOptions) => {
    const reason = read();
    if (reason === null) return null;
    return transfersApi.reverse(transfer.id, reason, transfer.version, options).then((made) => (void navigate(transferHref(made.id)), made));
  };
  return (
    <StepDialog {...props} act="reverse" danger run={run}>
      {field}
    </StepDialog>
  );
}

/** Call off what has not left yet. */
export function CancelDialog(props: DetailActionProps<Transfer>) {
  const { field, read } = useReason();
  const run = (transfer: Transfer, options: WriteOptions) => {
    const reason = read();
    return reason === null ? null : transfersApi.cancel(transfer.id, reason, transfer.version, options);
  };
  return (
    <StepDialog {...props} act="cancel" danger run={run}>
      {field}
    </StepDialog>
  );
}

/** What did not arrive stays where it came from. */
export function TakeBackDialog(props: DetailActionProps<Transfer>) {
  const { field, read } = useReason();
  const out = props.item.lines.filter((line) => line.state === 'waiting' || line.state === 'missing').map((line) => line.asset_id);
  const run = (transfer: Transfer, options: WriteOptions) => {
    const reason = read();
    return reason === null ? null : transfersApi.takeBack(transfer.id, { asset_ids: out, reason }, transfer.version, options);
  };
  return (
    <StepDialog {...props} act="takeBack" danger run={run}>
      {field}
    </StepDialog>
  );
}
