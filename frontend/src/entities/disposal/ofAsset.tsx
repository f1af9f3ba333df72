import { useQuery } from '@tanstack/react-query';
import { IconPackageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { disposalsApi } from '@/api/disposals';
import type { AssetDisposalOut } from '@/api/generated/model';
import type { AssetOut, Id } from '@/api/types';
import type { DetailAction } from '@/shared/detail';
import { DateText } from '@/shared/ui';
import { documentHref } from '../document';

/** Whether an asset waits to be disposed of, or has left; nobody who sees it is kept from knowing that. */
export const useDisposalOf = (assetId: Id) => useQuery({ queryKey: ['disposals', 'of-asset', assetId], queryFn: ({ signal }) => disposalsApi.ofAsset(assetId, signal) });

/** What may be done with an asset; `free`: not while it waits to be disposed of. */
export type AssetAction = DetailAction<AssetOut> & { free?: boolean };

/** Those that will not be refused for a disposal. */
export const offered = (actions: AssetAction[], of: AssetDisposalOut | undefined): AssetAction[] => (of?.state === 'waiting' ? actions.filter((action) => !action.free) : actions);

/** In the head of an asset's page: since when it waits or is gone, and by which disposal for whom that exists. */
export function DisposalMark({ of }: { of: AssetDisposalOut | undefined }) {
  const { t } = useTranslation('entities');
  if (!of?.state) return null;
  const { state, since, destination, disposal } = of;
  return (
    <span>
      <IconPackageOff size={16} aria-hidden />
      <span>
        <b>{t(`disposal.${state}`)}</b> <DateText value={since} />
        {disposal && destination && (
          <>
            {` · ${t(`disposal.destination.${destination}`)} · `}
            <Link to={documentHref('disposal', disposal.id)!} className="mono" style={{ whiteSpace: 'nowrap' }}>
              {disposal.name}
            </Link>
          </>
        )}
      </span>
    </span>
  );
}
