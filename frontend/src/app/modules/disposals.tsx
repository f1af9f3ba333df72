import { IconPackageOff } from '@tabler/icons-react';
import { lazy } from 'react';
import { loadTexts } from '@/shared/i18n/i18n';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

const texts = ['disposals', 'dialog'];
const editor = () => import('../pages/DisposalEditorPage');
const NOT_DISPOSED = ['disposed', 'in_transit', 'on_loan'];

/** The dialog that begins a lot, with its texts, fetched when it is first opened. */
const beginning = async () => {
  const [module] = await Promise.all([import('@/features/disposals/DisposalDialog'), loadTexts(texts)]);
  return module;
};

/** What leaves for good. Who sits in a commission sees its disposals. */
const disposals: AppModule = {
  texts: ['disposals'],
  routes: [
    { path: 'baixas', lazy: lazyPage(() => import('../pages/DisposalsPage'), texts) },
    { path: 'baixas/nova', lazy: lazyPage(editor, [...texts, 'scanner']) },
    { path: 'baixas/:id/editar', lazy: lazyPage(editor, [...texts, 'scanner']) },
    { path: 'baixas/:id', lazy: lazyPage(() => import('../pages/DisposalPage'), [...texts, 'approval', 'attachments']) },
  ],
  nav: [{ to: '/baixas', label: 'nav.disposals', group: 'inventory', order: 23, icon: <IconPackageOff size={16} stroke={1.75} /> }],
  assetActions: [
    {
      id: 'dispose',
      weight: 85,
      label: 'disposals:action',
      icon: <IconPackageOff size={16} />,
      permission: 'disposals.request',
      free: true,
      when: (asset) => asset.archived_at === null && !NOT_DISPOSED.includes(asset.status),
      Dialog: lazy(async () => ({ default: (await beginning()).DisposeOneDialog })),
    },
  ],
  assetBulk: [{ id: 'dispose', weight: 25, label: 'disposals:action', icon: <IconPackageOff size={16} />, permission: 'disposals.request', Dialog: lazy(beginning) }],
};

export default disposals;
