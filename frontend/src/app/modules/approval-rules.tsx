import { IconListCheck } from '@tabler/icons-react';
import { lazyPage } from '@/shared/router/lazyPage';
import type { AppModule } from '../registry';

/** Which documents ask for approval. */
const approvalRules: AppModule = {
  routes: [{ path: 'regras-de-aprovacao', lazy: lazyPage(() => import('../pages/ApprovalRulesPage'), ['approval-rules', 'dialog']) }],
  nav: [{ to: '/regras-de-aprovacao', label: 'nav.approvalRules', group: 'administration', order: 26, icon: <IconListCheck size={16} stroke={1.75} />, permission: 'approvals.configure' }],
};

export default approvalRules;
