export { ToAssets } from './ToAssets';
export { ArchivedBadge, CONDITIONS, ConditionBadge, LIFECYCLE_STATES, LifecycleBadge, StatusBadge, STATUSES } from './badges';
export { AssetTimeline } from './AssetTimeline';
export { assetKeys, useAsset, useAssetMovements, useAssetTrail } from './queries';
export { Holdings } from './Holdings';
export { HoldingsText } from './HoldingsText';
export { AssetPicker, assetSource } from './AssetPicker';
export { MOST_CHOSEN, useChosenAssets, type ChosenAsset } from './chosen';
export { lookUp, type Matches } from './lookUp';
