import type { ComponentType, ReactNode } from 'react';
import type { Id, Permission, Ref } from '@/api/types';
import type { DetailAction } from '../detail';

/** One place of a tree: a location, a category. */
export interface TreeNode {
  id: Id;
  name: string;
  parent_id: Id | null;
  /** Root first, itself last. */
  path: Ref[];
  child_count: number;
  /** Things that are exactly here; null where they were not counted. */
  asset_count: number | null;
  /** The same with everything below. */
  asset_count_total: number | null;
  allowed_actions: string[];
  version: number;
  /** False for what a search shows only because it leads to a match. */
  matched?: boolean;
}

export interface TreeLevel<N> {
  items: N[];
  /** There is more than is shown. */
  truncated?: boolean;
}

/** Where the nodes come from, level by level. */
export interface TreeSource<N extends TreeNode> {
  /** Root of the query keys ("locations"): live events refresh by it. */
  key: string;
  /** What lies directly below a node; the uppermost for null. */
  level: (parentId: Id | null, signal: AbortSignal) => Promise<TreeLevel<N>>;
  /** What the text means, each match with all that leads to it, in the order of the tree. */
  search: (q: string, signal: AbortSignal) => Promise<TreeLevel<N>>;
  one: (id: Id, signal: AbortSignal) => Promise<N>;
  /** How many there are in all. */
  total: (signal: AbortSignal) => Promise<number>;
}

/** Keys of the words that differ from tree to tree, with namespace. */
export interface TreeTexts {
  title: string;
  /** Name of the search box. */
  search: string;
  /** Button that makes a node on the first level. */
  create: string;
  /** Heading of what lies below a node. */
  children: string;
  /** Said where nothing lies below. */
  noChildren: string;
  /** First column of the table of children. */
  column: string;
  emptyTitle: string;
  emptyText: string;
  failed: string;
  nodeFailed: string;
  noMatch: string;
}

/** A row of the drawn tree: a node, or what stands where nodes are missing. */
export type TreeLine<N> =
  | { kind: 'node'; node: N; level: number; position: number; size: number; open: boolean; expandable: boolean }
  | { kind: 'loading' | 'failed' | 'truncated'; parentId: Id | null; level: number };

/** Everything a page with a tree is made of (locations, categories). A module constant. */
export interface TreeDefinition<N extends TreeNode> {
  source: TreeSource<N>;
  texts: TreeTexts;
  /** "/localizacoes": the page, and below it one node each. */
  basePath: string;
  /** The list of assets that are in a node or below it. */
  assetsHref: (node: N) => string;
  Icon: ComponentType<{ node: N; size?: number }>;
  /** A word or two after the name: kind, code. */
  Remark?: ComponentType<{ node: N }>;
  /** What is known of a node besides its counts. */
  Facts?: ComponentType<{ node: N }>;
  /** Who changed what of a node, for who may read the trail. */
  History?: ComponentType<{ node: N }>;
  /** Dialogs, by the words of `allowed_actions`; the first that is allowed is the filled button. */
  actions: DetailAction<N>[];
  /** Dialog that makes a node below `parent`, or on the first level. */
  Create: ComponentType<{ parent: N | null; onClose: () => void }>;
  createPermission: Permission;
  /** Picture of an empty tree. */
  emptyIcon: ReactNode;
}
