import { IconUserShield } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Users of the organisation. */
const users: AppModule = {
  routes: [
    { path: 'usuarios', lazy: lazyPage(() => import('../pages/UsersPage'), ['users', 'dialog']) },
    { path: 'usuarios/:id', lazy: lazyPage(() => import('../pages/UserPage'), ['users', 'dialog']) },
  ],
  nav: [{ to: '/usuarios', label: 'nav.users', group: 'administration', order: 10, icon: <IconUserShield size={16} stroke={1.75} />, permission: 'users.read' }],
};

export default users;
