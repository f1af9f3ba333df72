export { AssetDetail } from './AssetDetail';
