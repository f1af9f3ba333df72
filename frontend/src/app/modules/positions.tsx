import { IconHistoryToggle } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Where things were on a day. */
const positions: AppModule = {
  routes: [{ path: 'posicao', lazy: lazyPage(() => import('../pages/PositionsPage'), ['positions']) }],
  nav: [{ to: '/posicao', label: 'nav.positions', group: 'inventory', order: 60, icon: <IconHistoryToggle size={16} stroke={1.75} />, permission: 'assets.read' }],
};

export default positions;
