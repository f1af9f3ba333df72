export { CLASSIFICATIONS, DESTINATIONS, DISPOSAL_STATES, DisposalBadge } from './badges';
export { DisposalMark, offered, useDisposalOf, type AssetAction } from './ofAsset';
