import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanOut } from '@/api/generated/model';
import { loansApi } from '@/api/loans';
import type { DetailActionProps } from '@/shared/detail';
import { StepDialog, useReason, type StepWords } from '@/shared/dialog';
import { DateField } from '@/shared/form';
import { formatDate } from '@/shared/lib/format';
import { addDays, today } from './days';
import { useMovedOn } from './queries';

const USUAL_DAYS = 7;

/** What a step of a loan is called, and what it does. */
function useWords(act: 'extend' | 'askExtension' | 'grantExtension' | 'refuseExtension' | 'withdrawExtension' | 'cancel' | 'remind'): (loan: LoanOut) => StepWords {
  const { t } = useTranslation('loans');
  return (loan) => {
    const wanted = loan.extensions[0];
    const asks = (act === 'extend' || act === 'grantExtension') && wanted?.state === 'pending';
    return {
      title: t(`act.${act}Title`, { number: loan.number }),
      submit: t(`act.${act}`),
      about: t(`act.${act}Text`, { count: act === 'remind' ? loan.out : loan.items, due: formatDate(loan.due_date), wanted: formatDate(wanted?.due_date ?? null), name: wanted?.requester.name, reason: wanted?.reason }),
      done: t(asks ? 'done.extensionAsked' : `done.${act}`, { number: loan.number }),
    };
  };
}

/** Call off what was not handed over yet. */
export function CancelDialog(props: DetailActionProps<LoanOut>) {
  const { t } = useTranslation('loans');
  const { field, read } = useReason();
  const [following, setFollowing] = useState(false);
  return (
    <StepDialog
      {...props}
      words={useWords('cancel')}
      danger
      onMoved={useMovedOn()}
      run={(loan, options) => {
        const reason = read();
        return reason === null ? null : loansApi.cancel(loan.id, { reason, following }, loan.version, options(['cancel', reason, following]));
      }}
    >
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
export const ExtendDialog = (props: DetailActionProps<LoanOut>) => <DueDialog {...props} act="extend" />;

/** The same, as a wish that who lends answers. */
export const AskExtensionDialog = (props: DetailActionProps<LoanOut>) => <DueDialog {...props} act="askExtension" />;

function DueDialog({ act, ...props }: DetailActionProps<LoanOut> & { act: 'extend' | 'askExtension' }) {
  const { t } = useTranslation('loans');
  const { field, read } = useReason();
  const [due, setDue] = useState<string | null>(() => addDays(props.item.due_date > today() ? props.item.due_date : today(), USUAL_DAYS));
  const [strict, setStrict] = useState(false);
  return (
    <StepDialog
      {...props}
      words={useWords(act)}
      onMoved={useMovedOn()}
      run={(loan, options) => {
        setStrict(true);
        const reason = read();
        return reason === null || due === null ? null : loansApi[act](loan.id, { due_date: due, reason }, loan.version, options([act, due, reason]));
      }}
    >
      {(errors) => (
        <>
          <DateField label={t('act.newDue')} required value={due} onChange={setDue} error={errors.due_date ?? (strict && due === null ? t('create.dateMissing') : null)} />
          {field(errors)}
        </>
      )}
    </StepDialog>
  );
}

/** What was asked for is given. */
export const GrantExtensionDialog = (props: DetailActionProps<LoanOut>) => <StepDialog {...props} words={useWords('grantExtension')} onMoved={useMovedOn()} run={(loan, options) => loansApi.grantExtension(loan.id, loan.version, options(['grant']))} />;

/** It is not, and who asked is told why. */
export function RefuseExtensionDialog(props: DetailActionProps<LoanOut>) {
  const { field, read } = useReason();
  return (
    <StepDialog
      {...props}
      words={useWords('refuseExtension')}
      danger
      onMoved={useMovedOn()}
      run={(loan, options) => {
        const note = read();
        return note === null ? null : loansApi.refuseExtension(loan.id, { note }, loan.version, options(['refuse', note]));
      }}
    >
      {(errors) => field(errors.note ? { reason: errors.note } : errors)}
    </StepDialog>
  );
}

/** Who asked does not want it any more. */
export const WithdrawExtensionDialog = (props: DetailActionProps<LoanOut>) => <StepDialog {...props} words={useWords('withdrawExtension')} onMoved={useMovedOn()} run={(loan, options) => loansApi.withdrawExtension(loan.id, loan.version, options(['withdraw']))} />;

/** Write to who is late; once a day at most, and it is kept that it was done. */
export const RemindDialog = (props: DetailActionProps<LoanOut>) => <StepDialog {...props} words={useWords('remind')} onMoved={useMovedOn()} run={(loan, options) => loansApi.remind(loan.id, options(['remind']))} />;
