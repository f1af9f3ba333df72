import { assetsApi } from '@/api/assets';
import type { AssetRow } from '@/api/types';
import { CONDITIONS, ConditionBadge, LIFECYCLE_STATES, LifecycleBadge, STATUSES, StatusBadge } from '@/entities/asset';
import { categoryFilter, locationFilter, personFilter, supplierFilter } from '@/entities/filters';
import type { ListColumn, ListDefinition, ListFilter } from '@/shared/list';
import { DateText, Money, PersonText, PlaceText, Plate, Text } from '@/shared/ui';
import { AssetCard } from './AssetCard';
import { NameCell } from './NameCell';

export const assetHref = (row: { id: number }) => `/ativos/${row.id}`;

/** Room that a plate takes in a cell: its engraved characters, the rivets and the padding. */
const plateWidth = (code: string) => Math.ceil(code.length * 8.1) + 44;

const columns: ListColumn<AssetRow>[] = [
  { id: 'tag', label: 'assets-list:column.tag', width: 124, fit: (row) => plateWidth(row.tag), sort: 'tag', fixed: true, cell: (row) => <Plate code={row.tag} /> },
  { id: 'name', label: 'assets-list:column.name', minWidth: 180, maxWidth: 400, sort: 'name', fixed: true, cell: (row) => <NameCell row={row} /> },
  { id: 'status', label: 'assets-list:column.status', width: 146, minWidth: 138, sort: 'status', cell: (row) => <StatusBadge status={row.status} inList /> },
  { id: 'location', label: 'assets-list:column.location', width: 230, minWidth: 140, maxWidth: 400, sort: 'location', cell: (row) => <PlaceText place={row.location} /> },
  { id: 'responsible', label: 'assets-list:column.responsible', width: 170, minWidth: 116, maxWidth: 240, sort: 'responsible', cell: (row) => <PersonText person={row.responsible} /> },
  { id: 'purchase_value', label: 'assets-list:column.value', width: 116, minWidth: 104, align: 'right', sort: 'purchase_value', cell: (row) => <Money value={row.purchase_value} bare /> },
  { id: 'category', label: 'assets-list:column.category', width: 160, sort: 'category', optional: true, cell: (row) => <Text value={row.category?.name} /> },
  { id: 'patrimonio', label: 'assets-list:column.patrimonio', width: 130, optional: true, cell: (row) => <Text value={row.patrimonio} mono /> },
  { id: 'serial_number', label: 'assets-list:column.serial', width: 150, optional: true, cell: (row) => <Text value={row.serial_number} mono /> },
  { id: 'brand', label: 'assets-list:column.brand', width: 120, optional: true, cell: (row) => <Text value={row.brand} /> },
  { id: 'model', label: 'assets-list:column.model', width: 140, optional: true, cell: (row) => <Text value={row.model} /> },
  { id: 'condition', label: 'assets-list:column.condition', width: 130, optional: true, cell: (row) => <ConditionBadge condition={row.condition} /> },
  { id: 'lifecycle_state', label: 'assets-list:column.lifecycle', width: 140, optional: true, cell: (row) => <LifecycleBadge state={row.lifecycle_state} /> },
  { id: 'supplier', label: 'assets-list:column.supplier', width: 160, optional: true, cell: (row) => <Text value={row.supplier?.name} /> },
  { id: 'acquisition_date', label: 'assets-list:column.acquired', width: 112, sort: 'acquisition_date', optional: true, cell: (row) => <DateText value={row.acquisition_date} /> },
  { id: 'created_at', label: 'assets-list:column.created', width: 150, sort: 'created_at', optional: true, cell: (row) => <DateText value={row.created_at} time /> },
];

const words = (family: string, values: string[]) => values.map((value) => ({ value, label: `entities:asset.${family}.${value}` }));

const filters: ListFilter[] = [
  { kind: 'enum', id: 'status', label: 'assets-list:column.status', param: 'status', multiple: true, options: words('status', STATUSES) },
  locationFilter({ id: 'location', label: 'assets-list:column.location', param: 'location_id' }),
  categoryFilter({ id: 'category', label: 'assets-list:column.category', param: 'category_id' }),
  personFilter({ id: 'responsible', label: 'assets-list:column.responsible', param: 'responsible_id' }),
  supplierFilter({ id: 'supplier', label: 'assets-list:column.supplier', param: 'supplier_id' }),
  { kind: 'money', id: 'value', label: 'assets-list:filter.value', from: 'min_value', to: 'max_value' },
  { kind: 'date', id: 'acquired', label: 'assets-list:column.acquired', from: 'acquired_from', to: 'acquired_to' },
  { kind: 'enum', id: 'condition', label: 'assets-list:column.condition', param: 'condition', multiple: true, options: words('condition', CONDITIONS) },
  { kind: 'enum', id: 'lifecycle', label: 'assets-list:column.lifecycle', param: 'lifecycle_state', multiple: true, options: words('lifecycle', LIFECYCLE_STATES) },
  {
    kind: 'enum',
    id: 'archived',
    label: 'assets-list:filter.archived',
    param: 'archived',
    options: [
      { value: 'only', label: 'assets-list:filter.archivedOnly' },
      { value: 'include', label: 'assets-list:filter.archivedInclude' },
    ],
  },
  { kind: 'flag', id: 'without_location', label: 'assets-list:filter.withoutLocation', param: 'without_location' },
  { kind: 'flag', id: 'without_responsible', label: 'assets-list:filter.withoutResponsible', param: 'without_responsible' },
  { kind: 'enum', id: 'import', label: 'assets-list:filter.import', param: 'import_id', hidden: true, options: [] },
];

/** What the app puts into the list from other features (their dialogs and buttons). */
export type AssetsListSlots = Pick<ListDefinition<AssetRow>, 'bulk' | 'links' | 'Empty' | 'Preview' | 'PreviewActions'>;

/** The list of assets, completed with the parts of other features. Call it once, in a page. */
export function assetsList(slots: AssetsListSlots): ListDefinition<AssetRow> {
  return {
    id: 'assets',
    title: 'assets-list:title',
    counted: 'assets-list:counted',
    fetch: assetsApi.list,
    summary: assetsApi.summary,
    columns,
    filters,
    defaultSort: 'tag',
    href: assetHref,
    rowName: (row) => `${row.tag} ${row.name}`,
    amount: (row) => row.purchase_value,
    card: (row) => <AssetCard row={row} />,
    export: { permission: 'assets.export', formats: ['xlsx', 'csv'], run: assetsApi.export },
    ...slots,
  };
}
