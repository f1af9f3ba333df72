import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { loansApi } from '@/api/loans';
import type { AssetOut, Selection } from '@/api/types';
import { MOST_CHOSEN, useChosenAssets } from '@/entities/asset';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { formatNumber } from '@/shared/lib/format';
import type { BulkDialogProps } from '@/shared/list';
import { toast } from '@/shared/toast/toast';
import { ErrorState, Notice, SkeletonRows } from '@/shared/ui';
import { loanHref } from './definition';
import { LentAssets } from './LentAssets';
import { bodyOf, firstWishes, isComplete, LoanFields, type Wanted } from './LoanFields';
import classes from './loans.module.css';
import { useMovedOn } from './queries';

/** Lend what is selected in the list of assets. */
export default function LoanDialog({ selection, count, onClose, onDone }: BulkDialogProps) {
  return <Lend selection={selection} count={count} onClose={onClose} onDone={onDone} />;
}

/** Lend one asset, from its page. */
export function LendOneDialog({ item, onClose }: DetailActionProps<AssetOut>) {
  const [selection] = useState<Selection>({ ids: [item.id] });
  return <Lend selection={selection} count={1} onClose={onClose} onDone={onClose} />;
}

function Lend({ selection, count, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation('loans');
  const movedOn = useMovedOn();
  const navigate = useNavigate();
  const [wanted, setWanted] = useState<Wanted>(firstWishes);
  const [accessories, setAccessories] = useState<Record<number, string>>({});
  const [tried, setTried] = useState(false);
  const tooMany = count > MOST_CHOSEN;
  const assets = useChosenAssets(selection, !tooMany);

  const submit = async (keyFor: (body: unknown) => string) => {
    setTried(true);
    if (!isComplete(wanted) || tooMany || !assets.data) return;
    const body = bodyOf(wanted, assets.data.map(({ id }) => ({ asset_id: id, accessories: accessories[id]?.trim() || null })));
    const made = await loansApi.create(body, { idempotencyKey: keyFor(body) });
    movedOn(made);
    toast({ tone: 'success', title: t(made.state === 'pending' ? 'done.asked' : 'done.reserved', { number: made.number }) });
    onDone();
    void navigate(loanHref(made.id));
  };
  return (
    <ActDialog title={t('create.title', { count, formatted: formatNumber(count) })} submitLabel={t('create.submit')} size={640} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          {tooMany && <Notice tone="warning">{t('create.tooMany', { most: MOST_CHOSEN })}</Notice>}
          <LoanFields value={wanted} onChange={setWanted} errors={errors} strict={tried} />
          {assets.isError && <ErrorState error={assets.error} title={t('create.assetsFailed')} onRetry={() => void assets.refetch()} retrying={assets.isFetching} />}
          {assets.isPending && !tooMany && <SkeletonRows rows={Math.min(count, 3)} />}
          {assets.data && (
            <section className={classes.chosen} aria-label={t('create.assets')}>
              <h3>{t('create.assets')}</h3>
              {errors.items && <p className={classes.wrong}>{errors.items}</p>}
              <LentAssets assets={assets.data} accessories={accessories} onAccessories={(id, text) => setAccessories({ ...accessories, [id]: text })} />
            </section>
          )}
        </>
      )}
    </ActDialog>
  );
}
