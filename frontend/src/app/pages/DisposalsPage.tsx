import { disposalsList } from '@/features/disposals';
import { ListPage } from '@/shared/list';

/** Disposals of the places within reach, those one asked for, and those of one's commissions. */
export default function DisposalsPage() {
  return <ListPage resource={disposalsList} />;
}
