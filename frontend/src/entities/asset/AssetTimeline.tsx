import type { Id } from '@/api/types';
import { Timeline } from '@/shared/detail';
import { useTrailWords } from '../trail';
import { useAssetTrail } from './queries';

/** History of an asset in words. */
export function AssetTimeline({ id, limit }: { id: Id; limit?: number }) {
  const { verb, fieldName, showValue } = useTrailWords();
  return <Timeline query={useAssetTrail(id)} limit={limit} verb={verb} fieldName={fieldName} showValue={showValue} />;
}
