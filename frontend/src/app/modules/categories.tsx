import { IconCategory } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** The tree of categories. */
const categories: AppModule = {
  routes: [{ path: 'categorias/:id?', lazy: lazyPage(() => import('../pages/CategoriesPage'), ['categories', 'tree', 'dialog']) }],
  nav: [{ to: '/categorias', label: 'nav.categories', group: 'inventory', order: 30, icon: <IconCategory size={16} stroke={1.75} />, permission: 'catalogue.read' }],
};

export default categories;
