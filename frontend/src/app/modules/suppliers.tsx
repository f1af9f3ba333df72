import { IconBuildingStore } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Whom we buy from. */
const suppliers: AppModule = {
  routes: [
    { path: 'fornecedores', lazy: lazyPage(() => import('../pages/SuppliersPage'), ['suppliers', 'dialog']) },
    { path: 'fornecedores/:id', lazy: lazyPage(() => import('../pages/SupplierPage'), ['suppliers', 'dialog']) },
  ],
  nav: [{ to: '/fornecedores', label: 'nav.suppliers', group: 'supplies', order: 10, icon: <IconBuildingStore size={16} stroke={1.75} />, permission: 'catalogue.read' }],
};

export default suppliers;
