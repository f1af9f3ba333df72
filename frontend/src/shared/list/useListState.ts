import { useCallback, useMemo } from 'react';
import { useLocation, useNavigation, useSearchParams } from 'react-router';
import type { FilterQuery } from '@/api/types';
import { useStore } from '../store/store';
import type { FilterValues, ListDefinition, ListFilter, ListRequest } from './types';

export const PAGE_SIZES = [25, 50, 100];
const DEFAULT_PAGE_SIZE = 50;

/** Parameters of the API that a filter uses. */
export function paramsOf(filter: ListFilter): string[] {
  if (filter.kind === 'custom') return filter.params;
  if ('from' in filter) return [filter.from, filter.to];
  return [filter.param];
}

export interface ListState extends ListRequest {
  page: number;
  pageSize: number;
  sort: string | undefined;
  q: string;
  values: FilterValues;
  previewId: number | null;
  hasFilter: boolean;
  setPage: (page: number) => void;
  setSort: (sort: string) => void;
  setQ: (q: string) => void;
  setPageSize: (size: number) => void;
  setFilters: (patch: FilterValues) => void;
  clearFilters: () => void;
  /** Exactly these filters and no others. */
  showOnly: (values: FilterValues) => void;
  setPreview: (id: number | null) => void;
}

type Change = (params: URLSearchParams) => void;

/**
 * Page, order, text and filters of a list, held by the address and nowhere else:
 * a link shows what its sender saw, and Back undoes.
 */
export function useListState<Row extends { id: number }>(definition: Pick<ListDefinition<Row>, 'id' | 'filters' | 'defaultSort'>): ListState {
  const [params, setParams] = useSearchParams();
  const here = useLocation().pathname;
  const next = useNavigation().location?.pathname;
  const leaving = next !== undefined && next !== here;
  const stored = useStore((state) => state.preferences.lists[definition.id]?.pageSize);
  const remember = useStore((state) => state.setListPreferences);

  const known = useMemo(() => (definition.filters ?? []).flatMap(paramsOf), [definition.filters]);
  const page = positive(params.get('page')) ?? 1;
  const pageSize = pick(positive(params.get('page_size')) ?? stored);
  const sort = params.get('sort') ?? definition.defaultSort;
  const q = params.get('q') ?? '';
  const search = params.toString();

  const values = useMemo(() => {
    const all = new URLSearchParams(search);
    return Object.fromEntries(known.map((name) => [name, all.getAll(name).filter(Boolean)]).filter(([, list]) => list!.length > 0)) as FilterValues;
  }, [known, search]);

  // what may hold several stays a list even with one, because a selection sends the filter as JSON
  const several = useMemo(() => new Set((definition.filters ?? []).flatMap((item) => (item.kind === 'enum' && item.multiple ? [item.param] : []))), [definition.filters]);
  const filter = useMemo<FilterQuery>(() => {
    const result: FilterQuery = q ? { q } : {};
    for (const [name, list] of Object.entries(values)) result[name] = list.length === 1 && !several.has(name) ? list[0] : list;
    return result;
  }, [q, several, values]);

  const query = useMemo<FilterQuery>(() => ({ ...filter, page, page_size: pageSize, sort }), [filter, page, pageSize, sort]);

  const change = useCallback(
    (edit: Change, push = false) => {
      if (leaving) return; // the list stays until the next page is there: what was typed last must not call it back
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          edit(next);
          return next;
        },
        { replace: !push, preventScrollReset: true },
      );
    },
    [leaving, setParams],
  );

  return {
    page,
    pageSize,
    sort,
    q,
    values,
    filter,
    query,
    previewId: positive(params.get('preview')),
    hasFilter: q !== '' || Object.keys(values).length > 0,
    setPage: (next) => change((p) => (next > 1 ? p.set('page', String(next)) : p.delete('page')), true),
    setSort: (next) => change((p) => (p.delete('page'), next === definition.defaultSort ? p.delete('sort') : p.set('sort', next))),
    setQ: (next) => change((p) => (p.delete('page'), p.delete('preview'), next ? p.set('q', next) : p.delete('q'))),
    setPageSize: (size) => {
      remember(definition.id, { pageSize: size });
      change((p) => (p.delete('page'), p.delete('page_size')));
    },
    setFilters: (patch) =>
      change((p) => {
        for (const name of ['page', 'preview', ...Object.keys(patch)]) p.delete(name);
        for (const [name, list] of Object.entries(patch)) for (const value of list) p.append(name, value);
      }, true),
    clearFilters: () => change((p) => ['q', 'page', 'preview', ...known].forEach((name) => p.delete(name)), true),
    showOnly: (wanted) =>
      change((p) => {
        for (const name of ['q', 'page', 'preview', ...known]) p.delete(name);
        for (const [name, list] of Object.entries(wanted)) for (const value of list) p.append(name, value);
      }, true),
    setPreview: (id) => change((p) => (id === null ? p.delete('preview') : p.set('preview', String(id)))),
  };
}

function positive(text: string | null | undefined): number | null {
  const value = Number(text);
  return text && Number.isInteger(value) && value > 0 ? value : null;
}

function pick(size: number | undefined | null): number {
  return size && PAGE_SIZES.includes(size) ? size : DEFAULT_PAGE_SIZE;
}
