import { useParams } from 'react-router';
import { CodeScene } from '@/features/scan';
import { RequirePermission } from '../Guards';

/** Where a printed QR code leads. */
export default function CodePage() {
  const { code = '' } = useParams();
  return (
    <RequirePermission permission="assets.read">
      <CodeScene key={code} code={code} />
    </RequirePermission>
  );
}
