import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { disposalsApi } from '@/api/disposals';
import type { Destination } from '@/api/generated/model';
import type { AssetOut, Selection } from '@/api/types';
import { MOST_CHOSEN, useChosenAssets } from '@/entities/asset';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog, useReason } from '@/shared/dialog';
import { formatNumber } from '@/shared/lib/format';
import type { BulkDialogProps } from '@/shared/list';
import { toast } from '@/shared/toast/toast';
import { ErrorState, Notice } from '@/shared/ui';
import { editorHref } from './definition';
import { DestinationSelect } from './DestinationSelect';
import { inOrder } from './draft';
import { useMovedOn } from './queries';

/** Begin a lot of what is selected in the list of assets. */
export default function DisposalDialog(props: BulkDialogProps) {
  return <Begin {...props} />;
}

/** Begin a lot of one asset, from its page. */
export function DisposeOneDialog({ item, onClose }: DetailActionProps<AssetOut>) {
  const [selection] = useState<Selection>({ ids: [item.id] });
  return <Begin selection={selection} count={1} onClose={onClose} onDone={onClose} />;
}

/** The draft is made with where it goes and why; the rest is said in its editor. */
function Begin({ selection, count, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation('disposals');
  const movedOn = useMovedOn();
  const navigate = useNavigate();
  const { field, read } = useReason();
  const [destination, setDestination] = useState<Destination | null>(null);
  const [tried, setTried] = useState(false);
  const tooMany = count > MOST_CHOSEN;
  const assets = useChosenAssets(selection, !tooMany);
  const submit = async (keyFor: (body: unknown) => string) => {
    setTried(true);
    const reason = read();
    if (reason === null || destination === null || !assets.data) return;
    const body = { items: inOrder(assets.data.map(({ id }) => ({ asset_id: id }))), destination, reason };
    const made = await disposalsApi.create(body, { idempotencyKey: keyFor(body) });
    movedOn(made);
    toast({ tone: 'success', title: t('done.keep', { number: made.number }) });
    onDone();
    void navigate(editorHref(made.id));
  };
  return (
    <ActDialog title={t('begin.title', { count, formatted: formatNumber(count) })} submitLabel={t('begin.submit')} size={560} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          {tooMany && <Notice tone="warning">{t('begin.tooMany', { most: MOST_CHOSEN })}</Notice>}
          <p className="t2">{t('begin.text')}</p>
          <DestinationSelect value={destination} onChange={setDestination} error={errors.destination ?? (tried && destination === null ? t('missing.destination') : null)} />
          {field(errors)}
          {assets.isError && <ErrorState error={assets.error} title={t('begin.assetsFailed')} onRetry={() => void assets.refetch()} retrying={assets.isFetching} />}
        </>
      )}
    </ActDialog>
  );
}
