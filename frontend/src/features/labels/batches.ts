import { assetsApi } from '@/api/assets';
import { MAX_LABELS, type LabelOrder } from '@/api/labels';
import type { FilterQuery, Id, Selection } from '@/api/types';

const PAGE_SIZE = 200;

/** How many PDFs so many labels need. */
export const batchCount = (labels: number): number => Math.max(1, Math.ceil(labels / MAX_LABELS));

/** The first and last label of a batch, counted from 1. */
export function batchRange(batch: number, labels: number): { from: number; to: number } {
  return { from: (batch - 1) * MAX_LABELS + 1, to: Math.min(batch * MAX_LABELS, labels) };
}

/** The wire form of one batch. A selection that fits one PDF is sent as it is; a larger one as the ids of that part. */
export async function batchSelection(selection: Selection, labels: number, batch: number, order: LabelOrder): Promise<Selection> {
  if (labels <= MAX_LABELS) return selection;
  const { from, to } = batchRange(batch, labels);
  if ('ids' in selection) return { ids: selection.ids.slice(from - 1, to) };
  const ids = await idsUpTo(selection.filter, new Set(selection.exclude_ids), to, order);
  return { ids: ids.slice(from - 1) };
}

/** The first ids that match, in the order of printing. */
async function idsUpTo(filter: FilterQuery, without: ReadonlySet<Id>, count: number, order: LabelOrder): Promise<Id[]> {
  const ids: Id[] = [];
  for (let page = 1; ids.length < count; page += 1) {
    const found = await assetsApi.list({ ...filter, sort: order, page, page_size: PAGE_SIZE });
    ids.push(...found.items.map(({ id }) => id).filter((id) => !without.has(id)));
    if (found.items.length < PAGE_SIZE) break;
  }
  return ids.slice(0, count);
}
