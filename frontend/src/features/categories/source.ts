import { categoriesApi } from '@/api/catalogue';
import type { CategoryOut, FilterQuery, Id, Ref } from '@/api/types';
import type { TreeLevel, TreeNode, TreeSource } from '@/shared/tree';

/** A category; counts are unknown for one that a search shows only for what it leads to. */
export type CategoryNode = TreeNode & Pick<CategoryOut, 'full_name'> & Partial<Omit<CategoryOut, keyof TreeNode>>;

const PAGE_SIZE = 200;
const MAX_PAGES = 5;

/** All of a question, as far as a screen can show it. */
async function all(query: FilterQuery, signal: AbortSignal): Promise<TreeLevel<CategoryOut>> {
  const items: CategoryOut[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await categoriesApi.list({ ...query, page, page_size: PAGE_SIZE }, signal);
    items.push(...answer.items);
    if (items.length >= answer.total || answer.items.length < PAGE_SIZE) return { items, truncated: false };
  }
  return { items, truncated: true };
}

/** Matches in the order of the tree, each after the ancestors that are not matches themselves. */
export function withAncestors(found: CategoryOut[]): CategoryNode[] {
  const matched = new Set(found.map((item) => item.id));
  const placed = new Set<Id>();
  return found.flatMap((item): CategoryNode[] => {
    const leading = item.path.slice(0, -1).filter((step) => !matched.has(step.id) && !placed.has(step.id));
    leading.forEach((step) => placed.add(step.id));
    return [...leading.map((step) => stepNode(step, item.path)), { ...item, matched: true }];
  });
}

function stepNode(step: Ref, path: Ref[]): CategoryNode {
  const above = path.slice(0, path.indexOf(step) + 1);
  return {
    id: step.id,
    name: step.name,
    parent_id: above[above.length - 2]?.id ?? null,
    path: above,
    full_name: above.map((item) => item.name).join(' › '),
    child_count: 1,
    asset_count: null,
    asset_count_total: null,
    allowed_actions: [],
    version: 0,
    matched: false,
  };
}

/** Where the tree of categories comes from. */
export const categoriesSource: TreeSource<CategoryNode> = {
  key: 'categories',
  level: (parentId, signal) => all(parentId === null ? { roots: true } : { parent_id: parentId }, signal),
  search: async (q, signal) => {
    const found = await categoriesApi.list({ q, page_size: PAGE_SIZE }, signal);
    return { items: withAncestors(found.items), truncated: found.total > found.items.length };
  },
  one: categoriesApi.get,
  total: async (signal) => (await categoriesApi.list({ page_size: 1 }, signal)).total,
};
