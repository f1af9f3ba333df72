import { IconShieldCog } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Roles of the organisation. */
const roles: AppModule = {
  routes: [
    { path: 'papeis', lazy: lazyPage(() => import('../pages/RolesPage'), ['roles', 'dialog']) },
    { path: 'papeis/:id', lazy: lazyPage(() => import('../pages/RolePage'), ['roles', 'dialog']) },
  ],
  nav: [{ to: '/papeis', label: 'nav.roles', group: 'administration', order: 20, icon: <IconShieldCog size={16} stroke={1.75} />, permission: 'roles.read' }],
};

export default roles;
