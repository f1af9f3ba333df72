import { useSearchParams } from 'react-router';
import { NewAsset } from '@/features/asset-form';
import { RequirePermission } from '../Guards';

/** Register an asset; `?copiar=12` begins with a copy of asset 12. */
export default function NewAssetPage() {
  const id = Number(useSearchParams()[0].get('copiar'));
  const copyId = Number.isInteger(id) && id > 0 ? id : null;
  return (
    <RequirePermission permission="assets.create">
      <NewAsset key={copyId} copyId={copyId} />
    </RequirePermission>
  );
}
