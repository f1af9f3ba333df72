import type { ComponentType, ReactNode } from 'react';
import type { FilterQuery, Page, Permission, Selection } from '@/api/types';

/** Texts of filters, by parameter of the API; always arrays, as in the address. */
export type FilterValues = Record<string, string[]>;

/** A column. `id` is stable: widths, order and visibility are remembered under it. */
export interface ListColumn<Row> {
  id: string;
  /** Key of the head's text, with namespace ("assets-list:column.tag"). */
  label: string;
  cell: (row: Row) => ReactNode;
  /** Width in px. Exactly one column should be without: it takes what is left. */
  width?: number;
  /** How far it gives way where there is little room (the growing column: how little it takes). */
  minWidth?: number;
  /** How wide it becomes where there is room; the growing column takes what the others leave. */
  maxWidth?: number;
  /** Width in px that a row's value needs, for what must never be cut (a code). */
  fit?: (row: Row) => number;
  align?: 'right';
  /** Name of the field in the API's `sort` enum; without it the column cannot be sorted. */
  sort?: string;
  /** Not shown until it is chosen. */
  optional?: boolean;
  /** Cannot be hidden (the code, the name). */
  fixed?: boolean;
}

interface FilterBase {
  id: string;
  /** Key of the name, with namespace. */
  label: string;
  /** Not offered; a link may set it and the chip takes it away. */
  hidden?: boolean;
}

export interface FilterOption {
  value: string;
  label: string;
  icon?: ReactNode;
}

/** One or more of a fixed set of words. */
export interface EnumFilter extends FilterBase {
  kind: 'enum';
  param: string;
  multiple?: boolean;
  options: FilterOption[];
}

/** Yes, or not asked. */
export interface FlagFilter extends FilterBase {
  kind: 'flag';
  param: string;
}

/** From and to, either may be missing. */
export interface RangeFilter extends FilterBase {
  kind: 'money' | 'date';
  from: string;
  to: string;
}

/** Anything else, with an editor of its own (the pickers of the entities). */
export interface CustomFilter extends FilterBase {
  kind: 'custom';
  params: string[];
  Editor: ComponentType<FilterEditorProps>;
  /** The value in words, on the chip. */
  ValueText: ComponentType<{ values: FilterValues }>;
}

export type ListFilter = EnumFilter | FlagFilter | RangeFilter | CustomFilter;

export interface FilterEditorProps {
  values: FilterValues;
  onChange: (patch: FilterValues) => void;
  onDone: () => void;
}

/** What the screen asks of the API now, and what it means for a selection. */
export interface ListRequest {
  /** Filters and `q`, without paging and order. */
  filter: FilterQuery;
  /** All of it: filters, `q`, `page`, `page_size`, `sort`. */
  query: FilterQuery;
}

/** Props of what a bulk action opens. Call `onDone` when it took effect: the selection is dropped and lists reload. */
export interface BulkDialogProps {
  selection: Selection;
  count: number;
  onClose: () => void;
  onDone: () => void;
}

export interface BulkAction {
  id: string;
  label: string;
  icon: ReactNode;
  permission?: Permission;
  /** Mounted when the button is pressed (a dialog, or something that acts at once and renders nothing). */
  Dialog: ComponentType<BulkDialogProps>;
}

/** A way from the list to another page. At most one is primary: on a phone the others stand in a menu. */
export interface ListLink {
  id: string;
  label: string;
  icon: ReactNode;
  to: string;
  permission?: Permission;
  primary?: boolean;
}

/** A selection that is often looked at, one press away: values of filters, by parameter of the API. */
export interface ListView {
  id: string;
  label: string;
  /** Empty: everything. */
  values: FilterValues;
}

export interface ListExport {
  permission?: Permission;
  formats: ('csv' | 'xlsx')[];
  run: (format: 'csv' | 'xlsx', query: FilterQuery) => Promise<void>;
}

export interface ListSummary {
  count: number;
  total_value?: string;
}

/** Everything a list page is made of. A module constant: no texts in it but their keys. */
export interface ListDefinition<Row extends { id: number }> {
  /** Name of its preferences and of its query keys ("assets"): live events refresh by it. */
  id: string;
  /** Key of the title. */
  title: string;
  /** Key with `count`: "{{formatted}} ativos". */
  counted: string;
  fetch: (query: FilterQuery, signal?: AbortSignal) => Promise<Page<Row>>;
  /** Count and sum of all that matches; shown in the pager and the selection bar. */
  summary?: (filter: FilterQuery, signal?: AbortSignal) => Promise<ListSummary>;
  columns: ListColumn<Row>[];
  filters?: ListFilter[];
  /** Above the filters, in this order. */
  views?: ListView[];
  /** `sort` when the address names none; must be one the API knows. */
  defaultSort?: string;
  href?: (row: Row) => string;
  /** Short name of a row, read aloud. */
  rowName: (row: Row) => string;
  /** Amount of a row for the sum of a selection. */
  amount?: (row: Row) => string | null;
  /** Phone: the inside of a card. */
  card: (row: Row) => ReactNode;
  /** Inside of the preview drawer; without it a row opens its page. */
  Preview?: ComponentType<{ row: Row }>;
  /** Foot of the preview drawer. */
  PreviewActions?: ComponentType<{ row: Row }>;
  bulk?: BulkAction[];
  export?: ListExport;
  /** Buttons of the head that lead elsewhere. */
  links?: ListLink[];
  /** Right side of the head, before the primary link. */
  Actions?: ComponentType;
  /** Between the filters and the rows: what the page as a whole has to say. */
  Above?: ComponentType<{ page: Page<Row> }>;
  /** When there is nothing at all, filters or not. */
  Empty: ComponentType;
}
