import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { assetsApi } from '@/api/assets';
import { transfersApi } from '@/api/transfers';
import type { Id, Selection } from '@/api/types';
import { ActDialog } from '@/shared/dialog';
import { formatNumber } from '@/shared/lib/format';
import type { BulkDialogProps } from '@/shared/list';
import { toast } from '@/shared/toast/toast';
import { Notice } from '@/shared/ui';
import { transferHref } from './definition';
import { toldOf, useMovedOn } from './queries';
import { bodyOf, isComplete, NOTHING, TransferFields, type Wanted } from './TransferFields';

const MOST = 500;
const PAGE = 100;

/** The ids of what is selected; "all that match" is read page by page. */
async function idsOf(selection: Selection): Promise<Id[]> {
  if ('ids' in selection) return selection.ids;
  const left = new Set(selection.exclude_ids);
  const found: Id[] = [];
  for (let page = 1; found.length <= MOST; page += 1) {
    const { items } = await assetsApi.list({ ...selection.filter, page, page_size: PAGE });
    found.push(...items.map((item) => item.id).filter((id) => !left.has(id)));
    if (items.length < PAGE) break;
  }
  return found;
}

/** Ask for a transfer of what is selected: where to, to whom, and why. */
export default function TransferDialog({ selection, count, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation('transfers');
  const movedOn = useMovedOn();
  const navigate = useNavigate();
  const [wanted, setWanted] = useState<Wanted>(NOTHING);
  const [tried, setTried] = useState(false);
  const tooMany = count > MOST;

  const submit = async (keyFor: (body: unknown) => string) => {
    setTried(true);
    if (!isComplete(wanted) || tooMany) return;
    const body = { ...bodyOf(wanted, await idsOf(selection)), submit: true };
    const made = await transfersApi.create(body, { idempotencyKey: keyFor(body) });
    movedOn(made);
    toast({ tone: 'success', title: t(`done.${toldOf(made)}`, { number: made.number }) });
    onDone();
    void navigate(transferHref(made.id));
  };
  return (
    <ActDialog title={t('create.title', { count, formatted: formatNumber(count) })} submitLabel={t('create.submit')} size={560} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          {tooMany && <Notice tone="warning">{t('create.tooMany', { most: MOST })}</Notice>}
          <TransferFields value={wanted} onChange={setWanted} errors={errors} strict={tried} />
        </>
      )}
    </ActDialog>
  );
}
