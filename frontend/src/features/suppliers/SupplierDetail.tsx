import { IconBuildingStore, IconPackageExport, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { suppliersApi } from '@/api/catalogue';
import type { SupplierOut } from '@/api/types';
import { Holdings } from '@/entities/asset';
import { EntityTimeline } from '@/entities/trail';
import { ActionBar, DetailPage, Overview, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { Card, ErrorState, SkeletonRows } from '@/shared/ui';
import { SupplierFacts } from './parts';

const actions: DetailAction<SupplierOut>[] = [
  { id: 'edit', label: 'suppliers:edit', icon: <IconPencil size={16} />, Dialog: lazy(() => import('./SupplierForm')) },
  { id: 'loans', label: 'suppliers:loans', icon: <IconPackageExport size={16} />, permission: 'loans.read', to: (supplier) => `/emprestimos?supplier_id=${supplier.id}` },
];

/** The page of one supplier. */
export function SupplierDetail({ id }: { id: number }) {
  const { t } = useTranslation('suppliers');
  const navigate = useNavigate();
  const { data, error, isError, refetch, isFetching } = useQuery({ queryKey: ['suppliers', 'detail', id], queryFn: ({ signal }) => suppliersApi.get(id, signal) });
  const seesAssets = usePermission('assets.read');
  const holdings = useMemo(() => ({ supplier_id: id }), [id]);
  const seesHistory = usePermission('history.read');
  usePageTitle(data?.name ?? t('title'));
  if (isError && !data) return <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={10} />;
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/fornecedores' }, { label: data.name }]}
      picture={<IconBuildingStore size={40} stroke={1.25} aria-hidden />}
      title={data.name}
      actions={<ActionBar item={data} allowed={data.allowed_actions} actions={actions} onGo={(to) => void navigate(to)} />}
      tabs={[
        {
          id: 'dados',
          label: t('overview'),
          content: (
            <Overview>
              <Card title={t('facts')}>
                <SupplierFacts supplier={data} withHoldings={!seesAssets} />
              </Card>
              {seesAssets && <Holdings filter={holdings} title={t('holdings')} none={t('holdingsNone')} />}
            </Overview>
          ),
        },
        ...(seesHistory
          ? [
              {
                id: 'historico',
                label: t('history'),
                content: (
                  <Sheet>
                    <EntityTimeline entity="supplier" id={data.id} />
                  </Sheet>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
