import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { assetsApi } from '@/api/assets';
import type { AssetRow, Id, Page, Selection } from '@/api/types';

/** How many assets a document takes. */
export const MOST_CHOSEN = 500;
const PAGE = 100;

export type ChosenAsset = Pick<AssetRow, 'id' | 'tag' | 'name'>;

/** Rows that a list has shown already. */
function shownRows(client: QueryClient): Map<Id, ChosenAsset> {
  const pages = client.getQueriesData<Page<AssetRow>>({ queryKey: ['assets', 'list'] }).flatMap(([, page]) => page?.items ?? []);
  return new Map(pages.map((row) => [row.id, row]));
}

async function read(selection: Selection, shown: Map<Id, ChosenAsset>, signal: AbortSignal): Promise<ChosenAsset[]> {
  if ('ids' in selection) {
    const found: ChosenAsset[] = [];
    for (const id of selection.ids) found.push(shown.get(id) ?? (await assetsApi.get(id, signal)));
    return found;
  }
  const left = new Set(selection.exclude_ids);
  const found: ChosenAsset[] = [];
  for (let page = 1; found.length <= MOST_CHOSEN; page += 1) {
    const { items } = await assetsApi.list({ ...selection.filter, page, page_size: PAGE }, signal);
    found.push(...items.filter((item) => !left.has(item.id)));
    if (items.length < PAGE) break;
  }
  return found;
}

/** The assets of a selection with what they are called; "all that match" is read page by page. */
export function useChosenAssets(selection: Selection, enabled = true) {
  const client = useQueryClient();
  return useQuery({ queryKey: ['chosen-assets', selection], queryFn: ({ signal }) => read(selection, shownRows(client), signal), enabled, staleTime: Infinity, gcTime: 0 });
}
