import { useParams } from 'react-router';
import { EditAsset } from '@/features/asset-form';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** Change an asset. */
export default function EditAssetPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="assets.edit">
      <EditAsset key={id} id={id} />
    </RequirePermission>
  );
}
