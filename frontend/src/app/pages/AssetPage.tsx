import { useParams } from 'react-router';
import { AssetDetail } from '@/features/asset-detail';
import { assetActions } from '../registry';
import NotFoundPage from './NotFoundPage';

/** One asset with the actions that features bring. */
export default function AssetPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return <AssetDetail key={id} id={id} actions={assetActions} />;
}
