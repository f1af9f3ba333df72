import { categoriesTree } from '@/features/categories';
import { TreePage } from '@/shared/tree';
import { RequirePermission } from '../Guards';

/** The tree of categories, and one of them. */
export default function CategoriesPage() {
  return (
    <RequirePermission permission="catalogue.read">
      <TreePage definition={categoriesTree} />
    </RequirePermission>
  );
}
