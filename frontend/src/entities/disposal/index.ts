export { CLASSIFICATIONS, DESTINATIONS, DISPOSAL_STATES, DisposalBadge } from './badges';
export { DisposalNotice } from './DisposalNotice';
