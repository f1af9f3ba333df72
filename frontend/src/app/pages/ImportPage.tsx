import { useParams } from 'react-router';
import { ImportWizard } from '@/features/asset-import';
import { RequirePermission } from '../Guards';
import NotFoundPage from './NotFoundPage';

/** One import, by its number. */
export default function ImportPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  return (
    <RequirePermission permission="assets.import">
      <ImportWizard key={id} id={id} />
    </RequirePermission>
  );
}
