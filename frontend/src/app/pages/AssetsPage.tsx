import { IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AssetPreview, AssetPreviewActions, assetsList } from '@/features/assets-list';
import { ListPage } from '@/shared/list';
import { hasPermission, useStore } from '@/shared/store/store';
import { EmptyState } from '@/shared/ui';
import { assetBulk, assetEmptyButtons, assetListButtons } from '../registry';

function Buttons({ list }: { list: typeof assetListButtons }) {
  const user = useStore((state) => state.user);
  return list.filter((item) => hasPermission(user, item.permission)).map(({ weight, Button }) => <Button key={weight} />);
}

const HeadButtons = () => <Buttons list={assetListButtons} />;

function NoAssets() {
  const { t } = useTranslation('app');
  return <EmptyState icon={<IconPackage size={28} stroke={1.5} />} title={t('assets.empty.title')} text={t('assets.empty.text')} actions={<Buttons list={assetEmptyButtons} />} />;
}

const definition = assetsList({
  bulk: assetBulk,
  Actions: HeadButtons,
  Empty: NoAssets,
  Preview: AssetPreview,
  PreviewActions: AssetPreviewActions,
});

/** The list of assets with what other features add to it. */
export default function AssetsPage() {
  return <ListPage resource={definition} />;
}
