export { ToAssets } from './ToAssets';
export { ArchivedBadge, CONDITIONS, ConditionBadge, LIFECYCLE_STATES, LifecycleBadge, StatusBadge, STATUSES } from './badges';
export { AssetTimeline } from './AssetTimeline';
export { assetKeys, useAsset, useAssetMovements, useAssetTrail } from './queries';
export { Holdings } from './Holdings';
export { HoldingsText } from './HoldingsText';
