import { IconAlertTriangle } from '@tabler/icons-react';
import { lazy } from 'react';
import { loadTexts } from '@/shared/i18n/i18n';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

const texts = ['occurrences', 'dialog'];

/** The dialog that records, with its texts, fetched when it is first opened. */
const recording = async () => {
  const [module] = await Promise.all([import('@/features/occurrences/dialogs'), loadTexts(texts)]);
  return module;
};

/** What happened to assets, and what was done about it. */
const occurrences: AppModule = {
  texts: ['occurrences'],
  routes: [
    { path: 'ocorrencias', lazy: lazyPage(() => import('../pages/OccurrencesPage'), texts) },
    { path: 'ocorrencias/:id', lazy: lazyPage(() => import('../pages/OccurrencePage'), [...texts, 'attachments']) },
  ],
  nav: [{ to: '/ocorrencias', label: 'nav.occurrences', group: 'inventory', order: 24, icon: <IconAlertTriangle size={16} stroke={1.75} />, permission: 'occurrences.read' }],
  assetActions: [
    { id: 'record-occurrence', weight: 75, label: 'occurrences:record.action', icon: <IconAlertTriangle size={16} />, permission: 'occurrences.open', Dialog: lazy(recording) },
    { id: 'occurrences', weight: 82, label: 'occurrences:title', icon: <IconAlertTriangle size={16} />, permission: 'occurrences.read', to: (asset) => `/ocorrencias?asset_id=${asset.id}` },
  ],
};

export default occurrences;
