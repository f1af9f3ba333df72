import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { disposalsApi } from '@/api/disposals';
import type { DisposalState } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { FullWidth } from '@/shared/detail';
import { usePermission } from '@/shared/store/store';
import { DateText, Notice } from '@/shared/ui';
import { documentHref } from '../document';

/** What it says of an asset today; a draft is of whoever writes it. */
const TOLD: DisposalState[] = ['pending', 'approved', 'concluded'];

/** Across the cards of an asset's page: the disposal that it waits for, or left by; nothing while there is none. */
export function DisposalNotice({ assetId }: { assetId: Id }) {
  const { t } = useTranslation('entities');
  const reads = usePermission('disposals.read');
  const query = { asset_id: assetId, state: TOLD, page_size: 1, sort: '-created_at' };
  const { data } = useQuery({ queryKey: ['disposals', 'of-asset', assetId], queryFn: ({ signal }) => disposalsApi.list(query, signal), enabled: reads });
  const [found] = data?.items ?? [];
  if (!found) return null;
  const gone = found.state === 'concluded';
  return (
    <FullWidth>
      <Notice tone={gone ? 'info' : 'warning'} title={gone ? t('disposal.gone') : t('disposal.waits')}>
        <span>
          <Link to={documentHref('disposal', found.id)!} className="mono">
            {found.number}
          </Link>{' '}
          · {t(`disposal.destination.${found.destination}`)}
          {gone && (
            <>
              {' · '}
              <DateText value={found.concluded_at} time />
            </>
          )}
        </span>
      </Notice>
    </FullWidth>
  );
}
