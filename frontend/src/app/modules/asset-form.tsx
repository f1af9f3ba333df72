import { IconCopy, IconPencil, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { lazyPage } from '@/shared/router/lazyPage';
import { LinkButton } from '@/shared/ui';
import type { AppModule } from '../registry';

function FirstButton() {
  const { t } = useTranslation('asset-form');
  return (
    <LinkButton to="/ativos/novo" variant="link">
      {t('first')}
    </LinkButton>
  );
}

/** Registering and changing assets. */
const assetForm: AppModule = {
  texts: ['asset-form'],
  routes: [
    { path: 'ativos/novo', lazy: lazyPage(() => import('../pages/NewAssetPage'), ['asset-form', 'dialog']) },
    { path: 'ativos/:id/editar', lazy: lazyPage(() => import('../pages/EditAssetPage'), ['asset-form', 'dialog']) },
  ],
  commands: [{ id: 'new-asset', label: 'command.newAsset', icon: <IconPlus size={16} />, to: '/ativos/novo', permission: 'assets.create' }],
  assetActions: [
    { id: 'edit', weight: 30, label: 'asset-form:edit', icon: <IconPencil size={16} />, to: (asset) => `/ativos/${asset.id}/editar` },
    { id: 'duplicate', weight: 60, label: 'asset-form:duplicate', icon: <IconCopy size={16} />, permission: 'assets.create', to: (asset) => `/ativos/novo?copiar=${asset.id}` },
  ],
  assetListLinks: [{ id: 'new', weight: 90, label: 'asset-form:new', icon: <IconPlus size={16} aria-hidden />, to: '/ativos/novo', permission: 'assets.create', primary: true }],
  assetEmptyButtons: [{ weight: 90, permission: 'assets.create', Button: FirstButton }],
};

export default assetForm;
