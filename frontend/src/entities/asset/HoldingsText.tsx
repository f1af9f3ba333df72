import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { assetsApi } from '@/api/assets';
import type { FilterQuery } from '@/api/types';
import { formatMoney, formatNumber } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { Skeleton } from '@/shared/ui';

/** How many assets a filter finds and what they are worth, as a link to them. */
export function HoldingsText({ filter }: { filter: FilterQuery }) {
  const { t } = useTranslation('entities');
  const sees = usePermission('assets.read');
  const query = useQuery({ queryKey: ['assets', 'summary', filter], queryFn: ({ signal }) => assetsApi.summary(filter, signal), enabled: sees });
  if (!sees || query.isError) return <span className="t3">–</span>;
  if (!query.data) return <Skeleton width={120} />;
  const { count, total_value: value } = query.data;
  if (count === 0) return <>{t('holdings.none')}</>;
  const to = `/ativos?${new URLSearchParams(Object.entries(filter).map(([key, item]) => [key, String(item as string)])).toString()}`;
  return (
    <Link to={to}>
      {t('holdings.some', { count, formatted: formatNumber(count) })} · {formatMoney(value)}
    </Link>
  );
}
