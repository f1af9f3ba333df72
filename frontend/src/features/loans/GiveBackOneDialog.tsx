import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LoanOut } from '@/api/generated/model';
import { loansApi } from '@/api/loans';
import type { AssetOut, Id } from '@/api/types';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { ErrorState, SkeletonRows } from '@/shared/ui';
import { GiveBackDialog } from './HandDialog';

const FEW = 20;

/** The loan that an asset is out on; null when it is out on none that the reader sees. One that came back early stands in a loan that goes on. */
async function loanOf(assetId: Id, signal: AbortSignal): Promise<LoanOut | null> {
  const { items } = await loansApi.list({ asset_id: assetId, state: ['active'], page_size: FEW }, signal);
  for (const { id } of items) {
    const loan = await loansApi.get(id, signal);
    if (loan.lines.some((line) => line.asset_id === assetId && line.status === 'active')) return loan;
  }
  return null;
}

/** An asset comes back, from its page: scanned, it is two steps from its place. */
export default function GiveBackOneDialog({ item, onClose }: DetailActionProps<AssetOut>) {
  const { t } = useTranslation('loans');
  const { data, error, isError, refetch, isFetching } = useQuery({ queryKey: ['loans', 'of-asset', item.id], queryFn: ({ signal }) => loanOf(item.id, signal), gcTime: 0 });
  if (data) return <GiveBackDialog item={data} only={item.id} onClose={onClose} />;
  return (
    <ActDialog title={t('act.giveBack')} onClose={onClose}>
      {isError ? <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} /> : data === null && !isFetching ? <p>{t('notSeen')}</p> : <SkeletonRows rows={3} />}
    </ActDialog>
  );
}
