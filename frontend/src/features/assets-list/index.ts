export { assetHref, assetsList, type AssetsListSlots } from './definition';
export { AssetPreview, AssetPreviewActions } from './AssetPreview';
