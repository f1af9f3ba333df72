export { CreateAction } from './CreateAction';
export { CardLine, DocumentCard } from './DocumentCard';
export { ExportMenu } from './ExportMenu';
export { Filters } from './Filters';
export { ListPage } from './ListPage';
export { PreviewFoot } from './PreviewFoot';
export { useExport } from './useExport';
export { useListState } from './useListState';
export type { BulkAction, BulkDialogProps, FilterEditorProps, FilterOption, FilterValues, ListColumn, ListDefinition, ListExport, ListFilter, ListLink, ListView } from './types';
