import { IconPackageExport, IconPackageImport } from '@tabler/icons-react';
import { lazy } from 'react';
import { loadTexts } from '@/shared/i18n/i18n';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

const texts = ['loans', 'dialog', 'location'];
const NOT_LENT = ['disposed', 'in_transit', 'missing'];

/** The dialog that lends, with its texts, fetched when it is first opened. */
const lending = async () => {
  const [module] = await Promise.all([import('@/features/loans/LoanDialog'), loadTexts(texts)]);
  return module;
};

const givingBack = async () => {
  const [module] = await Promise.all([import('@/features/loans/GiveBackOneDialog'), loadTexts([...texts, 'attachments'])]);
  return module;
};

/** What is lent, to whom, and until when. Everybody sees what he borrowed himself. */
const loans: AppModule = {
  texts: ['loans'],
  routes: [
    { path: 'emprestimos', lazy: lazyPage(() => import('../pages/LoansPage'), texts) },
    { path: 'emprestimos/calendario', lazy: lazyPage(() => import('../pages/LoanCalendarPage'), texts) },
    { path: 'emprestimos/novo', lazy: lazyPage(() => import('../pages/LoanEditorPage'), [...texts, 'scanner']) },
    { path: 'emprestimos/:id', lazy: lazyPage(() => import('../pages/LoanPage'), [...texts, 'approval', 'attachments']) },
  ],
  nav: [{ to: '/emprestimos', label: 'nav.loans', group: 'inventory', order: 22, icon: <IconPackageExport size={16} stroke={1.75} /> }],
  assetActions: [
    {
      id: 'give-back',
      weight: 5,
      label: 'loans:act.giveBack',
      icon: <IconPackageImport size={16} />,
      permission: 'loans.desk',
      when: (asset) => asset.status === 'on_loan',
      Dialog: lazy(givingBack),
    },
    {
      id: 'lend',
      weight: 45,
      label: 'loans:action',
      icon: <IconPackageExport size={16} />,
      permission: 'loans.request',
      free: true,
      when: (asset) => asset.archived_at === null && !NOT_LENT.includes(asset.status),
      Dialog: lazy(async () => ({ default: (await lending()).LendOneDialog })),
    },
    { id: 'loans', weight: 80, label: 'loans:ofThis', icon: <IconPackageExport size={16} />, permission: 'loans.read', to: (asset) => `/emprestimos?asset_id=${asset.id}` },
  ],
  assetBulk: [{ id: 'lend', weight: 17, label: 'loans:action', icon: <IconPackageExport size={16} />, permission: 'loans.request', Dialog: lazy(lending) }],
};

export default loans;
