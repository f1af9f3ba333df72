import { IconFileText, IconSignature } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

const texts = ['terms', 'dialog'];

/** Terms to sign, and what they say. */
const terms: AppModule = {
  routes: [
    { path: 'termos', lazy: lazyPage(() => import('../pages/TermsPage'), texts) },
    { path: 'termos/:id', lazy: lazyPage(() => import('../pages/TermPage'), texts) },
    { path: 'modelos-de-termo', lazy: lazyPage(() => import('../pages/TermTemplatesPage'), ['term-templates', 'dialog']) },
  ],
  nav: [
    { to: '/termos', label: 'nav.terms', group: 'inventory', order: 27, icon: <IconSignature size={16} stroke={1.75} /> },
    { to: '/modelos-de-termo', label: 'nav.termTemplates', group: 'administration', order: 27, icon: <IconFileText size={16} stroke={1.75} />, permission: 'terms.configure' },
  ],
};

export default terms;
