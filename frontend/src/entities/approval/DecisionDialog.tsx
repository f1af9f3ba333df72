import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approvalsApi, type ApprovalRow, type DecisionIn } from '@/api/transfers';
import type { Id } from '@/api/types';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { useApproval, useDecided } from './queries';

interface DecisionDialogProps {
  approval: ApprovalRow;
  decision: DecisionIn['decision'];
  onClose: () => void;
}

/** Approve, with a note if one likes; or reject, and say why. */
function DecisionDialog({ approval, decision, onClose }: DecisionDialogProps) {
  const { t } = useTranslation('approval');
  const decided = useDecided();
  const [current, setCurrent] = useState(approval);
  const [note, setNote] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const rejects = decision === 'reject';

  const submit = async (keyFor: (body: unknown) => string) => {
    if (rejects && !note?.trim()) return setMissing(true);
    const body = { decision, note: note?.trim() || null };
    await approvalsApi.decide(current.id, body, current.version, { idempotencyKey: keyFor([body, current.version]) });
    decided();
    toast({ tone: 'success', title: t(`done.${decision}`, { number: current.number }) });
    onClose();
  };
  return (
    <ActDialog title={t(`title_${decision}`, { number: current.number })} submitLabel={t(`${decision}`)} danger={rejects} onClose={onClose} onSubmit={submit} onStale={(now) => setCurrent(now as ApprovalRow)}>
      {(errors) => (
        <>
          <p className="t2">{current.summary}</p>
          <TextAreaField label={t('note')} required={rejects} maxLength={500} value={note} error={errors.note ?? (missing ? t('noteMissing') : null)} onChange={(next) => (setNote(next), setMissing(false))} />
        </>
      )}
    </ActDialog>
  );
}

/** The dialogs of a document's page; the approval is there already, as the page has shown it. */
const deciding = (decision: DecisionIn['decision']) =>
  function Deciding({ item, onClose }: DetailActionProps<{ approval_id: Id | null }>) {
    const { data } = useApproval(item.approval_id);
    return data ? <DecisionDialog approval={data} decision={decision} onClose={onClose} /> : null;
  };

export const ApproveDialog = deciding('approve');
export const RejectDialog = deciding('reject');
