import { IconPackage } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Texts of the dialogs and buttons that other modules put into these pages. */
const slotTexts = async () => (await import('../registry')).slotTexts;

/** The list and the page of assets, and the way there. */
const assets: AppModule = {
  routes: [
    { path: 'ativos', lazy: lazyPage(() => import('../pages/AssetsPage'), ['assets-list'], slotTexts) },
    { path: 'ativos/:id', lazy: lazyPage(() => import('../pages/AssetPage'), ['asset-detail', 'attachments'], slotTexts) },
  ],
  nav: [{ to: '/ativos', label: 'nav.assets', group: 'inventory', order: 10, icon: <IconPackage size={16} stroke={1.75} />, permission: 'assets.read' }],
};

export default assets;
