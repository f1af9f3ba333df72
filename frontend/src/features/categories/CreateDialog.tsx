import { useNavigate } from 'react-router';
import { CategoryFormDialog } from './CategoryFormDialog';
import { BASE_PATH } from './definition';
import type { CategoryNode } from './source';

/** A new category, below `parent` or on the first level; afterwards it is shown. */
export default function CreateDialog({ parent, onClose }: { parent: CategoryNode | null; onClose: () => void }) {
  const navigate = useNavigate();
  return <CategoryFormDialog parentId={parent?.id ?? null} onClose={onClose} onSaved={(category) => void navigate(`${BASE_PATH}/${category.id}`)} />;
}
