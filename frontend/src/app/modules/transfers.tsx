import { IconChecks, IconTruck, IconTruckDelivery } from '@tabler/icons-react';
import { lazy } from 'react';
import { loadTexts } from '@/shared/i18n/i18n';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

const texts = ['transfers', 'approval', 'dialog'];

/** A dialog with its texts, fetched when it is first opened. */
const transferDialog = async () => {
  const [module] = await Promise.all([import('@/features/transfers/TransferDialog'), loadTexts(texts)]);
  return module;
};

/** Documents that move assets, and the decisions that they wait for. */
const transfers: AppModule = {
  texts: ['transfers'],
  routes: [
    { path: 'transferencias', lazy: lazyPage(() => import('../pages/TransfersPage'), texts) },
    { path: 'transferencias/nova', lazy: lazyPage(() => import('../pages/TransferEditorPage'), [...texts, 'scanner']) },
    { path: 'transferencias/:id/editar', lazy: lazyPage(() => import('../pages/TransferEditorPage'), [...texts, 'scanner']) },
    { path: 'transferencias/:id', lazy: lazyPage(() => import('../pages/TransferPage'), [...texts, 'attachments']) },
    { path: 'aprovacoes', lazy: lazyPage(() => import('../pages/ApprovalsPage'), texts) },
  ],
  nav: [
    { to: '/transferencias', label: 'nav.transfers', group: 'inventory', order: 20, icon: <IconTruck size={16} stroke={1.75} />, permission: 'movements.read' },
    { to: '/aprovacoes?mine=true', label: 'nav.approvals', group: 'inventory', order: 25, icon: <IconChecks size={16} stroke={1.75} />, permission: 'approvals.decide', Count: lazy(() => import('@/features/transfers/WaitingCount')) },
  ],
  assetBulk: [{ id: 'transfer', weight: 15, label: 'transfers:action', icon: <IconTruckDelivery size={16} />, permission: 'movements.request', Dialog: lazy(transferDialog) }],
};

export default transfers;
