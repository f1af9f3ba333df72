import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decisionsApi } from '@/api/approvals';
import type { OutcomesOut } from '@/api/generated/model';
import { approvalsApi, type DecisionIn } from '@/api/transfers';
import type { Id, Selection } from '@/api/types';
import { useDecided } from '@/entities/approval';
import { ActDialog } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';
import type { BulkDialogProps } from '@/shared/list';
import { toast } from '@/shared/toast/toast';
import { Notice } from '@/shared/ui';

const MOST = 100;

async function idsOf(selection: Selection): Promise<Id[]> {
  if ('ids' in selection) return selection.ids;
  const left = new Set(selection.exclude_ids);
  const { items } = await approvalsApi.list({ ...selection.filter, page: 1, page_size: MOST });
  return items.map((item) => item.id).filter((id) => !left.has(id));
}

const deciding = (decision: DecisionIn['decision']) =>
  function ManyDecisions({ selection, count, onClose, onDone }: BulkDialogProps) {
    const { t } = useTranslation('transfers');
    const { t: ta } = useTranslation('approval');
    const decided = useDecided();
    const [note, setNote] = useState<string | null>(null);
    const [missing, setMissing] = useState(false);
    const [refused, setRefused] = useState<OutcomesOut['items'] | null>(null);
    const rejects = decision === 'reject';
    const submit = async () => {
      if (rejects && !note?.trim()) return setMissing(true);
      const { items } = await decisionsApi.decideMany(await idsOf(selection), { decision, note: note?.trim() || null });
      decided();
      const wrong = items.filter((item) => item.code !== null);
      if (items.length > wrong.length) toast({ tone: 'success', title: t(`many.done.${decision}`, { count: items.length - wrong.length }) });
      if (wrong.length > 0) return setRefused(wrong);
      onDone();
    };
    if (refused) {
      return (
        <ActDialog title={t('many.refused', { count: refused.length })} onClose={onDone}>
          <Notice tone="warning">{t('many.refusedText')}</Notice>
          <ul>
            {[...new Set(refused.map((item) => item.title))].map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </ActDialog>
      );
    }
    return (
      <ActDialog title={t(`many.title_${decision}`, { count })} submitLabel={ta(decision)} danger={rejects} onClose={onClose} onSubmit={submit}>
        {(errors) => (
          <>
            {count > MOST && <Notice tone="warning">{t('many.most', { most: MOST })}</Notice>}
            <TextAreaField label={ta('note')} required={rejects} maxLength={500} value={note} error={errors.note ?? (missing ? ta('noteMissing') : null)} onChange={(next) => (setNote(next), setMissing(false))} />
          </>
        )}
      </ActDialog>
    );
  };

export const ApproveMany = deciding('approve');
export const RejectMany = deciding('reject');
