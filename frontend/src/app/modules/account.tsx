import { IconUserCircle } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** One's own account; its entry stands in the user menu. */
const account: AppModule = {
  routes: [{ path: 'conta', lazy: lazyPage(() => import('../pages/AccountPage'), ['account', 'dialog']) }],
  commands: [{ id: 'account', label: 'user.account', icon: <IconUserCircle size={16} />, to: '/conta' }],
};

export default account;
