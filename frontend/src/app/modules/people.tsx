import { IconUsers } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** People who answer for assets. */
const people: AppModule = {
  routes: [
    { path: 'pessoas', lazy: lazyPage(() => import('../pages/PeoplePage'), ['people', 'dialog']) },
    { path: 'pessoas/:id/desligamento', lazy: lazyPage(() => import('../pages/LeavingPage'), ['leaving', 'dialog', 'scanner']) },
    { path: 'pessoas/:id', lazy: lazyPage(() => import('../pages/PersonPage'), ['people', 'dialog']) },
  ],
  nav: [{ to: '/pessoas', label: 'nav.people', group: 'people', order: 10, icon: <IconUsers size={16} stroke={1.75} />, permission: 'people.read' }],
};

export default people;
