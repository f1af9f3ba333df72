import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approvalsApi, type ApprovalRow, type DecisionIn, type Transfer } from '@/api/transfers';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { useApproval, useMovedOn } from './queries';

interface DecisionDialogProps {
  approval: ApprovalRow;
  decision: DecisionIn['decision'];
  onClose: () => void;
}

/** Approve, with a note if one likes; or reject, and say why. */
function DecisionDialog({ approval, decision, onClose }: DecisionDialogProps) {
  const { t } = useTranslation('transfers');
  const movedOn = useMovedOn();
  const [current, setCurrent] = useState(approval);
  const [note, setNote] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const rejects = decision === 'reject';

  const submit = async (keyFor: (body: unknown) => string) => {
    if (rejects && !note?.trim()) return setMissing(true);
    const body = { decision, note: note?.trim() || null };
    await approvalsApi.decide(current.id, body, current.version, { idempotencyKey: keyFor([body, current.version]) });
    movedOn();
    toast({ tone: 'success', title: t(`approval.done.${decision}`, { number: current.number }) });
    onClose();
  };
  return (
    <ActDialog title={t(`approval.title_${decision}`, { number: current.number })} submitLabel={t(`approval.${decision}`)} danger={rejects} onClose={onClose} onSubmit={submit} onStale={(now) => setCurrent(now as ApprovalRow)}>
      {(errors) => (
        <>
          <p className="t2">{current.summary}</p>
          <TextAreaField label={t('approval.note')} required={rejects} maxLength={500} value={note} error={errors.note ?? (missing ? t('approval.noteMissing') : null)} onChange={(next) => (setNote(next), setMissing(false))} />
        </>
      )}
    </ActDialog>
  );
}

/** The dialogs of a transfer's page; the approval is there already, as the page has shown it. */
const deciding = (decision: DecisionIn['decision']) =>
  function Deciding({ item, onClose }: DetailActionProps<Transfer>) {
    const { data } = useApproval(item.approval_id);
    return data ? <DecisionDialog approval={data} decision={decision} onClose={onClose} /> : null;
  };

export const ApproveDialog = deciding('approve');
export const RejectDialog = deciding('reject');
