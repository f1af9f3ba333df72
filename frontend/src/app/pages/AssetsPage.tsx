import { IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssetRow } from '@/api/types';
import { AssetPreview, AssetPreviewActions, assetsList } from '@/features/assets-list';
import { ListPage } from '@/shared/list';
import { hasPermission, useStore } from '@/shared/store/store';
import { EmptyState } from '@/shared/ui';
import { assetActions, assetBulk, assetEmptyButtons, assetListLinks } from '../registry';

function NoAssets() {
  const { t } = useTranslation('app');
  const user = useStore((state) => state.user);
  const steps = assetEmptyButtons.filter((item) => hasPermission(user, item.permission));
  return <EmptyState icon={<IconPackage size={28} stroke={1.5} />} title={t('assets.empty.title')} text={t('assets.empty.text')} actions={steps.map(({ weight, Button }) => <Button key={weight} />)} />;
}

function PreviewFoot({ row }: { row: AssetRow }) {
  return <AssetPreviewActions row={row} actions={assetActions} />;
}

const definition = assetsList({
  bulk: assetBulk,
  links: assetListLinks,
  Empty: NoAssets,
  Preview: AssetPreview,
  PreviewActions: PreviewFoot,
});

/** The list of assets with what other features add to it. */
export default function AssetsPage() {
  return <ListPage resource={definition} />;
}
