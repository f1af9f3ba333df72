import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssetOut } from '@/api/types';
import { ToAssets, useAsset } from '@/entities/asset';
import { usePageTitle } from '@/shared/hooks';
import { ErrorState, LinkButton, Notice, Plate, SkeletonRows } from '@/shared/ui';
import { AssetForm } from './AssetForm';
import { FormScene } from './FormScene';
import { valuesOf } from './sections';

/** Change what is known of an asset. */
export function EditAsset({ id }: { id: number }) {
  const { t } = useTranslation('asset-form');
  const { data, error, isError, refetch, isFetching } = useAsset(id);
  usePageTitle(data ? t('editTitle', { name: data.name }) : t('edit'));
  if (isError && !data) return <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} elsewhere={<ToAssets />} />;
  if (!data) return <SkeletonRows rows={12} />;
  return <Loaded asset={data} />;
}

function Loaded({ asset }: { asset: AssetOut }) {
  const { t } = useTranslation('asset-form');
  // what others save meanwhile must not slip under the fingers: it shows as a conflict when this is saved
  const [start] = useState(asset);
  const steps = [{ label: t('list'), to: '/ativos' }, { label: asset.tag, to: `/ativos/${asset.id}` }, { label: t('edit') }];
  const allowed = asset.allowed_actions.includes('edit');
  return (
    <FormScene steps={steps} title={t('editTitle', { name: asset.name })} aside={<Plate code={asset.tag} />}>
      {allowed ? (
        <AssetForm asset={start} draftKey={`asset:${asset.id}`} initial={valuesOf(start)} />
      ) : (
        <>
          <Notice tone="warning" title={t('refused')}>
            {asset.archived_at ? t('refusedArchived') : t('refusedText')}
          </Notice>
          <p style={{ paddingTop: 12 }}>
            <LinkButton to={`/ativos/${asset.id}`}>{t('backToAsset')}</LinkButton>
          </p>
        </>
      )}
    </FormScene>
  );
}
