import { IconArrowsMove, IconCategory, IconFolder, IconPencil, IconPlus, IconTag, IconTrash } from '@tabler/icons-react';
import { lazy } from 'react';
import { EntityTimeline } from '@/entities/trail';
import type { TreeDefinition } from '@/shared/tree';
import { categoriesSource, type CategoryNode } from './source';

export const BASE_PATH = '/categorias';
export const assetsHref = (node: { id: number }) => `/ativos?category_id=${node.id}`;

function CategoryIcon({ node, size = 16 }: { node: CategoryNode; size?: number }) {
  const Icon = node.child_count > 0 ? IconFolder : IconTag;
  return <Icon size={size} stroke={1.75} aria-hidden />;
}

const History = ({ node }: { node: CategoryNode }) => <EntityTimeline entity="asset_category" id={node.id} />;

/** The tree of categories. */
export const categoriesTree: TreeDefinition<CategoryNode> = {
  source: categoriesSource,
  basePath: BASE_PATH,
  assetsHref,
  Icon: CategoryIcon,
  History,
  texts: {
    title: 'categories:title',
    search: 'categories:search',
    create: 'categories:create',
    children: 'categories:children',
    noChildren: 'categories:noChildren',
    column: 'categories:column',
    emptyTitle: 'categories:empty.title',
    emptyText: 'categories:empty.text',
    failed: 'categories:failed',
    nodeFailed: 'categories:nodeFailed',
    noMatch: 'categories:noMatch',
  },
  Create: lazy(() => import('./CreateDialog')),
  createPermission: 'catalogue.manage',
  emptyIcon: <IconCategory size={28} stroke={1.5} />,
  actions: [
    { id: 'create_child', label: 'categories:action.createChild', icon: <IconPlus size={16} />, Dialog: lazy(() => import('./CreateChildDialog')) },
    { id: 'edit', label: 'categories:action.edit', icon: <IconPencil size={16} />, Dialog: lazy(() => import('./EditDialog')) },
    { id: 'move', label: 'categories:action.move', icon: <IconArrowsMove size={16} />, Dialog: lazy(() => import('./MoveDialog')) },
    { id: 'delete', label: 'categories:action.delete', icon: <IconTrash size={16} />, danger: true, Dialog: lazy(() => import('./DeleteDialog')) },
  ],
};
