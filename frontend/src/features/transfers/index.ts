export { approvalsList } from './approvals';
export { transfersList } from './definition';
export { TransferDetail } from './TransferDetail';
