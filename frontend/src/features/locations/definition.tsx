import { IconArrowsMove, IconMapPin, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { lazy } from 'react';
import { locationsApi } from '@/api/locations';
import type { LocationOut } from '@/api/types';
import { KindText, LocationIcon } from '@/entities/location';
import { EntityTimeline } from '@/entities/trail';
import type { TreeDefinition, TreeSource } from '@/shared/tree';
import { Facts } from './Facts';

export const BASE_PATH = '/localizacoes';
export const assetsHref = (node: { id: number }) => `/ativos?location_id=${node.id}`;

const source: TreeSource<LocationOut> = {
  key: 'locations',
  level: (parentId, signal) => locationsApi.tree(parentId === null ? {} : { parent_id: parentId }, signal),
  search: (q, signal) => locationsApi.tree({ q }, signal),
  one: locationsApi.get,
  total: async (signal) => (await locationsApi.list({ page_size: 1 }, signal)).total,
};

function Remark({ node }: { node: LocationOut }) {
  return (
    <>
      <KindText type={node.type} />
      {node.code && (
        <>
          {' · '}
          <span className="mono">{node.code}</span>
        </>
      )}
    </>
  );
}

const History = ({ node }: { node: LocationOut }) => <EntityTimeline entity="location" id={node.id} />;

/** The tree of places. */
export const locationsTree: TreeDefinition<LocationOut> = {
  source,
  basePath: BASE_PATH,
  assetsHref,
  Icon: LocationIcon,
  Remark,
  Facts,
  History,
  texts: {
    title: 'locations:title',
    search: 'locations:search',
    create: 'locations:create',
    children: 'locations:children',
    noChildren: 'locations:noChildren',
    column: 'locations:column',
    emptyTitle: 'locations:empty.title',
    emptyText: 'locations:empty.text',
    failed: 'locations:failed',
    nodeFailed: 'locations:nodeFailed',
    noMatch: 'locations:noMatch',
  },
  Create: lazy(() => import('./CreateDialog')),
  createPermission: 'locations.manage',
  emptyIcon: <IconMapPin size={28} stroke={1.5} />,
  actions: [
    { id: 'create_child', label: 'locations:action.createChild', icon: <IconPlus size={16} />, Dialog: lazy(() => import('./CreateChildDialog')) },
    { id: 'edit', label: 'locations:action.edit', icon: <IconPencil size={16} />, Dialog: lazy(() => import('./EditDialog')) },
    { id: 'move', label: 'locations:action.move', icon: <IconArrowsMove size={16} />, Dialog: lazy(() => import('./MoveDialog')) },
    { id: 'delete', label: 'locations:action.delete', icon: <IconTrash size={16} />, danger: true, Dialog: lazy(() => import('./DeleteDialog')) },
  ],
};
