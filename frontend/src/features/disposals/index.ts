export { disposalsList } from './definition';
export { DisposalDetail } from './DisposalDetail';
export { EditDisposal, NewDisposal } from './DisposalEditor';
