export { approvalsList } from './approvals';
export { transfersList } from './definition';
export { TransferDetail } from './TransferDetail';
export { TransferBoard } from './TransferBoard';
export { EditTransfer, NewTransfer } from './TransferEditor';
