import { IconTag } from '@tabler/icons-react';
import { lazy } from 'react';
import { loadTexts } from '@/shared/i18n/i18n';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** A dialog with its texts, fetched when it is first opened. */
const dialog = <T,>(load: () => Promise<T>) => async () => {
  const [module] = await Promise.all([load(), loadTexts(['labels'])]);
  return module;
};

/** Labels with a QR code: on a page of their own, for a selection, for one asset. */
const labels: AppModule = {
  routes: [{ path: 'etiquetas', lazy: lazyPage(() => import('../pages/LabelsPage'), ['labels']) }],
  nav: [{ to: '/etiquetas', label: 'nav.labels', group: 'inventory', order: 40, icon: <IconTag size={16} stroke={1.75} />, permission: 'assets.labels' }],
  assetActions: [{ id: 'print_label', weight: 40, label: 'app:label.one', icon: <IconTag size={16} />, Dialog: lazy(dialog(() => import('@/features/labels/AssetLabelDialog'))) }],
  assetBulk: [{ id: 'labels', weight: 30, label: 'app:label.bulk', icon: <IconTag size={16} />, permission: 'assets.labels', Dialog: lazy(dialog(() => import('@/features/labels/LabelsDialog'))) }],
};

export default labels;
