import { Checkbox } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanOut } from '@/api/generated/model';
import { loansApi } from '@/api/loans';
import type { WriteOptions } from '@/api/resources';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog, type FieldErrors } from '@/shared/dialog';
import { DateField, TextAreaField } from '@/shared/form';
import { formatDate } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { addDays, today } from './days';
import { useMovedOn } from './queries';

const USUAL_DAYS = 7;

interface StepDialogProps extends DetailActionProps<LoanOut> {
  act: 'extend' | 'cancel' | 'remind';
  danger?: boolean;
  /** Null: something is missing, and the dialog says so. */
  run: (loan: LoanOut, keyFor: (body: unknown) => WriteOptions) => Promise<LoanOut> | null;
  children?: (errors: FieldErrors) => ReactNode;
}

/** One step of a loan: what it does in a sentence, what it needs, and the button. */
function StepDialog({ item, onClose, act, danger, run, children }: StepDialogProps) {
  const { t } = useTranslation('loans');
  const movedOn = useMovedOn();
  const [loan, setLoan] = useState(item);
  const submit = async (keyFor: (body: unknown) => string) => {
    const moved = run(loan, (body) => ({ idempotencyKey: keyFor([act, body, loan.version]) }));
    if (moved === null) return;
    movedOn(await moved);
    toast({ tone: 'success', title: t(`done.${act}`, { number: loan.number }) });
    onClose();
  };
  return (
    <ActDialog title={t(`act.${act}Title`, { number: loan.number })} submitLabel={t(`act.${act}`)} danger={danger} onClose={onClose} onSubmit={submit} onStale={(current) => setLoan(current as LoanOut)}>
      {(errors) => (
        <>
          <p className="t2">{t(`act.${act}Text`, { count: act === 'remind' ? loan.out : loan.items, due: formatDate(loan.due_date) })}</p>
          {children?.(errors)}
        </>
      )}
    </ActDialog>
  );
}

/** Why; it is asked for before anything is sent. */
function useReason() {
  const { t } = useTranslation('loans');
  const [reason, setReason] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const field = (errors: FieldErrors) => (
    <TextAreaField label={t('reason')} required maxLength={500} value={reason} error={errors.reason ?? (missing ? t('reasonMissing') : null)} onChange={(next) => (setReason(next), setMissing(false))} />
  );
  const read = () => {
    const given = reason?.trim() || null;
    setMissing(given === null);
    return given;
  };
  return { field, read };
}

/** Call off what was not handed over yet. */
export function CancelDialog(props: DetailActionProps<LoanOut>) {
  const { t } = useTranslation('loans');
  const { field, read } = useReason();
  const [following, setFollowing] = useState(false);
  const run: StepDialogProps['run'] = (loan, options) => {
    const reason = read();
    return reason === null ? null : loansApi.cancel(loan.id, { reason, following }, loan.version, options([reason, following]));
  };
  return (
    <StepDialog {...props} act="cancel" danger run={run}>
      {(errors) => (
        <>
          {field(errors)}
          {props.item.series_id !== null && <Checkbox label={t('reservation.following')} checked={following} onChange={(event) => setFollowing(event.currentTarget.checked)} />}
        </>
      )}
    </StepDialog>
  );
}

/** Later than was agreed, unless somebody else has it then. */
export function ExtendDialog(props: DetailActionProps<LoanOut>) {
  const { t } = useTranslation('loans');
  const { field, read } = useReason();
  const [due, setDue] = useState<string | null>(() => addDays(props.item.due_date > today() ? props.item.due_date : today(), USUAL_DAYS));
  const [strict, setStrict] = useState(false);
  const run: StepDialogProps['run'] = (loan, options) => {
    setStrict(true);
    const reason = read();
    return reason === null || due === null ? null : loansApi.extend(loan.id, { due_date: due, reason }, loan.version, options([due, reason]));
  };
  return (
    <StepDialog {...props} act="extend" run={run}>
      {(errors) => (
        <>
          <DateField label={t('act.newDue')} required value={due} onChange={setDue} error={errors.due_date ?? (strict && due === null ? t('create.dateMissing') : null)} />
          {field(errors)}
        </>
      )}
    </StepDialog>
  );
}

/** Write to who is late; once a day at most, and it is kept that it was done. */
export const RemindDialog = (props: DetailActionProps<LoanOut>) => <StepDialog {...props} act="remind" run={(loan, options) => loansApi.remind(loan.id, options(null))} />;
