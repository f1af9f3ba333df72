export { EditAsset } from './EditAsset';
export { NewAsset } from './NewAsset';
