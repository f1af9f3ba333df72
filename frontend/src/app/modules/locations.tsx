import { IconMapPin } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** The tree of places. */
const locations: AppModule = {
  routes: [{ path: 'localizacoes/:id?', lazy: lazyPage(() => import('../pages/LocationsPage'), ['locations', 'tree', 'dialog']) }],
  nav: [{ to: '/localizacoes', label: 'nav.locations', group: 'inventory', order: 20, icon: <IconMapPin size={16} stroke={1.75} />, permission: 'locations.read' }],
};

export default locations;
