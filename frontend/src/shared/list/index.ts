export { CreateAction } from './CreateAction';
export { Filters } from './Filters';
export { ListPage } from './ListPage';
export { PreviewFoot } from './PreviewFoot';
export { useListState } from './useListState';
export type { BulkAction, BulkDialogProps, FilterEditorProps, FilterValues, ListColumn, ListDefinition, ListFilter, ListLink } from './types';
