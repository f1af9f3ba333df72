import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { transfersApi, type Transfer } from '@/api/transfers';
import type { WriteOptions } from '@/api/resources';
import type { DetailActionProps } from '@/shared/detail';
import { StepDialog, useReason, type StepWords } from '@/shared/dialog';
import { transferHref } from './definition';
import { useMovedOn } from './queries';

type Act = 'submit' | 'send' | 'effect' | 'cancel' | 'takeBack' | 'reverse';

/** What a step of a transfer is called, and what it does. */
function useWords(act: Act): (transfer: Transfer) => StepWords {
  const { t } = useTranslation('transfers');
  return (transfer) => ({
    title: t(`act.${act}Title`, { number: transfer.number }),
    submit: t(`act.${act}`),
    about: t(`act.${act}Text`, { count: transfer.items }),
    done: t(`done.${act}`, { number: transfer.number }),
  });
}

/** A step that needs nothing but to be confirmed. */
const plain = (act: 'submit' | 'send' | 'effect') =>
  function Plain(props: DetailActionProps<Transfer>) {
    return <StepDialog {...props} words={useWords(act)} onMoved={useMovedOn()} run={(transfer, options) => transfersApi.step(transfer.id, act, transfer.version, options([act]))} />;
  };

/** Ask for a draft. */
export const SubmitDialog = plain('submit');

/** The assets leave. */
export const SendDialog = plain('send');

/** Nothing travels: the new person answers from now on. */
export const EffectDialog = plain('effect');

interface ReasonedProps extends DetailActionProps<Transfer> {
  act: 'cancel' | 'takeBack' | 'reverse';
  run: (transfer: Transfer, reason: string, options: WriteOptions) => Promise<Transfer>;
}

/** A step that has to be given a reason. */
function Reasoned({ act, run, ...props }: ReasonedProps) {
  const { field, read } = useReason();
  return (
    <StepDialog
      {...props}
      words={useWords(act)}
      danger
      onMoved={useMovedOn()}
      run={(transfer, options) => {
        const reason = read();
        return reason === null ? null : run(transfer, reason, options([act, reason]));
      }}
    >
      {field}
    </StepDialog>
  );
}

/** Ask for what undoes it. */
export function ReverseDialog(props: DetailActionProps<Transfer>) {
  const navigate = useNavigate();
  const run = async (transfer: Transfer, reason: string, options: WriteOptions) => {
    const made = await transfersApi.reverse(transfer.id, reason, transfer.version, options);
    void navigate(transferHref(made.id));
    return made;
  };
  return <Reasoned {...props} act="reverse" run={run} />;
}

/** Call off what has not left yet. */
export const CancelDialog = (props: DetailActionProps<Transfer>) => <Reasoned {...props} act="cancel" run={(transfer, reason, options) => transfersApi.cancel(transfer.id, reason, transfer.version, options)} />;

/** What did not arrive stays where it came from. */
export function TakeBackDialog(props: DetailActionProps<Transfer>) {
  const out = props.item.lines.filter((line) => line.state === 'waiting' || line.state === 'missing').map((line) => line.asset_id);
  return <Reasoned {...props} act="takeBack" run={(transfer, reason, options) => transfersApi.takeBack(transfer.id, { asset_ids: out, reason }, transfer.version, options)} />;
}
