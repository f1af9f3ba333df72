import { VisuallyHidden } from '@mantine/core';
import { IconMapPin, IconPackage, IconUserOff } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { AssetOut, PathRef } from '@/api/types';
import { ArchivedBadge, AssetTimeline, StatusBadge, ToAssets, useAsset } from '@/entities/asset';
import { DisposalMark, offered, useDisposalOf, type AssetAction } from '@/entities/disposal';
import { AttachmentsPanel, MainPicture, useAttachments } from '@/shared/attachments';
import { ActionBar, Aside, DetailPage, Sheet } from '@/shared/detail';
import { useIsPhone, usePageTitle } from '@/shared/hooks';
import { Avatar, ErrorState, Plate, SkeletonRows } from '@/shared/ui';
import { DataTab } from './DataTab';
import { PersonLink } from './links';
import { MovementsTab } from './MovementsTab';

const QrCode = lazy(() => import('@/shared/detail/QrCode'));
const RECENT = 8;

/** The page of one asset. Actions come from the app, in order of weight; the server says which are allowed now. */
export function AssetDetail({ id, actions }: { id: number; actions: AssetAction[] }) {
  const { t } = useTranslation('asset-detail');
  const { data, error, isError, refetch, isFetching } = useAsset(id);
  usePageTitle(data ? `${data.tag} ${data.name}` : t('title'));
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} elsewhere={<ToAssets />} />;
  if (!data) return <SkeletonRows rows={12} />;
  return <Loaded asset={data} actions={actions} />;
}

function Loaded({ asset, actions }: { asset: AssetOut; actions: AssetAction[] }) {
  const { t } = useTranslation('asset-detail');
  const navigate = useNavigate();
  const attachments = `/ativos/${asset.id}/anexos`;
  const { data: disposal } = useDisposalOf(asset.id);
  const attached = useAttachments('assets', attachments).data?.items.length;
  return (
    <DetailPage
      crumbs={[{ label: t('list'), to: '/ativos' }, ...(asset.category ? [{ label: asset.category.name, to: `/ativos?category_id=${asset.category.id}` }] : []), { label: asset.tag }]}
      picture={
        <MainPicture name="assets" root={attachments}>
          <IconPackage size={40} stroke={1.25} aria-hidden />
        </MainPicture>
      }
      badges={
        <>
          <Plate code={asset.tag} size="lg" />
          <StatusBadge status={asset.status} />
          {asset.archived_at && <ArchivedBadge />}
        </>
      }
      title={asset.name}
      meta={
        <>
          <span>
            <IconMapPin size={16} aria-hidden />
            {asset.location ? <Place place={asset.location} /> : t('noLocation')}
          </span>
          <span>
            {asset.responsible ? <Avatar name={asset.responsible.name} /> : <IconUserOff size={16} aria-hidden />}
            {asset.responsible ? <PersonLink person={asset.responsible} /> : t('noResponsible')}
          </span>
          <DisposalMark of={disposal} />
        </>
      }
      qr={
        asset.qr_url && (
          <Suspense fallback={<div style={{ width: 96, height: 96 }} />}>
            <QrCode text={asset.qr_url} label={t('qr', { tag: asset.tag })} />
          </Suspense>
        )
      }
      actions={<ActionBar item={asset} allowed={asset.allowed_actions} actions={offered(actions, disposal)} onGo={(to) => void navigate(to)} />}
      tabs={[
        {
          id: 'dados',
          label: t('tab.data'),
          content: <DataTab asset={asset} />,
          aside: (
            <Aside title={t('recent')}>
              <AssetTimeline id={asset.id} limit={RECENT} />
            </Aside>
          ),
        },
        { id: 'movimentacoes', label: t('tab.movements'), count: asset.movement_count, content: <MovementsTab id={asset.id} /> },
        { id: 'anexos', label: t('tab.attachments'), count: attached, content: <AttachmentsPanel name="assets" root={attachments} /> },
        {
          id: 'historico',
          label: t('tab.history'),
          content: (
            <Sheet>
              <VisuallyHidden component="h2">{t('tab.history')}</VisuallyHidden>
              <AssetTimeline id={asset.id} />
            </Sheet>
          ),
        },
      ]}
    />
  );
}

/** The whole path, as a way to what else is there; on a phone the room comes first. */
function Place({ place }: { place: PathRef }) {
  const phone = useIsPhone();
  const above = place.full_name.split(' › ').slice(0, -1).join(' › ');
  return (
    <Link to={`/ativos?location_id=${place.id}`}>
      {!phone && above && `${above} › `}
      <b>{place.name}</b>
      {phone && above && ` ${above}`}
    </Link>
  );
}
