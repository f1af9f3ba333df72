import { IconHistory } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Who did what, over everything. */
const trail: AppModule = {
  routes: [{ path: 'trilha', lazy: lazyPage(() => import('../pages/TrailPage'), ['trail']) }],
  nav: [{ to: '/trilha', label: 'nav.trail', group: 'administration', order: 30, icon: <IconHistory size={16} stroke={1.75} />, permission: 'history.read' }],
};

export default trail;
