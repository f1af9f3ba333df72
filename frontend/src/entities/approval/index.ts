export { ApprovalPart } from './ApprovalPart';
export { APPROVAL_STATES, ApprovalBadge } from './badge';
export { ApproveDialog, RejectDialog } from './DecisionDialog';
export { useApproval, useDecided } from './queries';
