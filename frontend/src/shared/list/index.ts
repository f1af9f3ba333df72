export { Filters } from './Filters';
export { ListPage } from './ListPage';
export { useListState } from './useListState';
export type { BulkAction, BulkDialogProps, FilterEditorProps, FilterValues, ListColumn, ListDefinition, ListFilter, ListLink } from './types';
