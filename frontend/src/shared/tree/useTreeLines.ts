import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Id } from '@/api/types';
import { useDebounced } from '../hooks';
import type { TreeLevel, TreeLine, TreeNode, TreeSource } from './types';

const SEARCH_DELAY_MS = 200;

export interface TreeState<N extends TreeNode> {
  lines: TreeLine<N>[];
  /** Nothing has arrived yet. */
  pending: boolean;
  /** The first level, or the search, did not load. */
  error: unknown;
  searching: boolean;
  retry: (parentId: Id | null) => void;
  toggle: (id: Id, open: boolean) => void;
}

/** Query key of one level; `null` is the first. */
export const levelKey = (source: { key: string }, parentId: Id | null) => [source.key, 'tree', parentId] as const;

/** The visible part of a tree as flat lines: levels are loaded when they are opened, a search shows its matches under their ancestors. */
export function useTreeLines<N extends TreeNode>(source: TreeSource<N>, text: string, chosen: N | undefined): TreeState<N> {
  const [open, setOpen] = useState<ReadonlySet<Id>>(new Set());
  const [shut, setShut] = useState<ReadonlySet<Id>>(new Set());
  const [seen, setSeen] = useState<string>('');
  const q = useDebounced(text.trim(), SEARCH_DELAY_MS);
  const searching = text.trim() !== '';

  // a node that is chosen from elsewhere (a link, the search over everything) is shown where it stands
  const lead = chosen?.path.slice(0, -1).map((step) => step.id) ?? [];
  const leadKey = `${chosen?.id ?? ''}:${lead.join('/')}`;
  if (chosen && leadKey !== seen) {
    setSeen(leadKey);
    if (lead.some((id) => !open.has(id))) setOpen(new Set([...open, ...lead]));
  }

  const parents: (Id | null)[] = [null, ...open];
  const levels = useQueries({
    queries: parents.map((parent) => ({
      queryKey: levelKey(source, parent),
      queryFn: ({ signal }: { signal: AbortSignal }) => source.level(parent, signal),
    })),
  });
  const found = useQuery({
    queryKey: [source.key, 'tree-search', q],
    queryFn: ({ signal }) => source.search(q, signal),
    enabled: searching && q !== '',
    placeholderData: keepPreviousData,
  });

  const byParent = new Map(parents.map((parent, index) => [parent, levels[index]!]));
  const base = { searching, retry: (parentId: Id | null) => void (searching ? found.refetch() : byParent.get(parentId)?.refetch()) };
  if (searching) {
    return {
      ...base,
      lines: found.data ? foundLines(found.data, shut) : [],
      pending: found.data === undefined && !found.isError,
      error: found.data === undefined ? found.error : null,
      toggle: (id, on) => setShut((before) => flip(before, id, !on)),
    };
  }
  const first = byParent.get(null)!;
  return {
    ...base,
    lines: first.data ? levelLines(null, 1, open, (parent) => byParent.get(parent)) : [],
    pending: first.isPending,
    error: first.data === undefined ? first.error : null,
    toggle: (id, on) => setOpen((before) => flip(before, id, on)),
  };
}

function flip(set: ReadonlySet<Id>, id: Id, on: boolean): ReadonlySet<Id> {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

interface LoadedLevel<N> {
  data: TreeLevel<N> | undefined;
  isError: boolean;
}

function levelLines<N extends TreeNode>(parentId: Id | null, level: number, open: ReadonlySet<Id>, get: (parent: Id | null) => LoadedLevel<N> | undefined): TreeLine<N>[] {
  const loaded = get(parentId);
  if (!loaded?.data) return [{ kind: loaded?.isError ? 'failed' : 'loading', parentId, level }];
  const { items, truncated } = loaded.data;
  const lines = items.flatMap((node, index): TreeLine<N>[] => {
    const expandable = node.child_count > 0;
    const isOpen = expandable && open.has(node.id);
    const own: TreeLine<N> = { kind: 'node', node, level, position: index + 1, size: truncated ? -1 : items.length, open: isOpen, expandable };
    return isOpen ? [own, ...levelLines(node.id, level + 1, open, get)] : [own];
  });
  return truncated ? [...lines, { kind: 'truncated', parentId, level }] : lines;
}

/** Matches come flat and in order; each hangs below its parent where that is shown too. */
function foundLines<N extends TreeNode>({ items, truncated }: TreeLevel<N>, shut: ReadonlySet<Id>): TreeLine<N>[] {
  const shown = new Set(items.map((node) => node.id));
  const below = new Map<Id | null, N[]>();
  for (const node of items) {
    const parent = node.parent_id !== null && shown.has(node.parent_id) ? node.parent_id : null;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const walk = (parent: Id | null, level: number): TreeLine<N>[] =>
    (below.get(parent) ?? []).flatMap((node, index, all): TreeLine<N>[] => {
      const expandable = below.has(node.id);
      const open = expandable && !shut.has(node.id);
      const own: TreeLine<N> = { kind: 'node', node, level, position: index + 1, size: all.length, open, expandable };
      return open ? [own, ...walk(node.id, level + 1)] : [own];
    });
  const lines = walk(null, 1);
  return truncated ? [...lines, { kind: 'truncated', parentId: null, level: 1 }] : lines;
}
