import { IconCalendarTime } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Business hours and holidays. */
const calendars: AppModule = {
  routes: [{ path: 'calendarios/:id?', lazy: lazyPage(() => import('../pages/CalendarsPage'), ['calendars', 'dialog', 'location']) }],
  nav: [{ to: '/calendarios', label: 'nav.calendars', group: 'administration', order: 25, icon: <IconCalendarTime size={16} stroke={1.75} />, permission: 'calendars.read' }],
};

export default calendars;
