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
function useWords(act: 'extend' | 'cancel' | 'remind'): (loan: LoanOut) => StepWords {
  const { t } = useTranslation('loans');
  return (loan) => ({
    title: t(`act.${act}Title`, { number: loan.number }),
    submit: t(`act.${act}`),
    about: t(`act.${act}Text`, { count: act === 'remind' ? loan.out : loan.items, due: formatDate(loan.due_date) }),
    done: t(`done.${act}`, { number: loan.number }),
  });
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
export function ExtendDialog(props: DetailActionProps<LoanOut>) {
  const { t } = useTranslation('loans');
  const { field, read } = useReason();
  const [due, setDue] = useState<string | null>(() => addDays(props.item.due_date > today() ? props.item.due_date : today(), USUAL_DAYS));
  const [strict, setStrict] = useState(false);
  return (
    <StepDialog
      {...props}
      words={useWords('extend')}
      onMoved={useMovedOn()}
      run={(loan, options) => {
        setStrict(true);
        const reason = read();
        return reason === null || due === null ? null : loansApi.extend(loan.id, { due_date: due, reason }, loan.version, options(['extend', due, reason]));
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

/** Write to who is late; once a day at most, and it is kept that it was done. */
export const RemindDialog = (props: DetailActionProps<LoanOut>) => <StepDialog {...props} words={useWords('remind')} onMoved={useMovedOn()} run={(loan, options) => loansApi.remind(loan.id, options(['remind']))} />;
