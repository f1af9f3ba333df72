import { Link } from 'react-router';
import { suppliersApi } from '@/api/catalogue';
import type { SupplierOut } from '@/api/types';
import { formatTaxId } from '@/shared/lib/taxId';
import type { ListDefinition } from '@/shared/list';
import { DateText, Text } from '@/shared/ui';
import { CreateButton, NoSuppliers } from './CreateButton';
import { supplierHref } from './parts';
import { SupplierPreview, SupplierPreviewActions } from './SupplierPreview';
import classes from './suppliers.module.css';

function SupplierCard({ row }: { row: SupplierOut }) {
  return (
    <span className={classes.card}>
      <b className={classes.cardName}>{row.name}</b>
      <span className={classes.cardLine}>
        <span className="mono">{formatTaxId(row.tax_id)}</span>
        <span className="ell">{row.contact ?? row.phone ?? row.email}</span>
      </span>
    </span>
  );
}

/** The list of suppliers. */
export const suppliersList: ListDefinition<SupplierOut> = {
  id: 'suppliers',
  title: 'suppliers:title',
  counted: 'suppliers:counted',
  fetch: suppliersApi.list,
  columns: [
    {
      id: 'name',
      label: 'suppliers:field.name',
      minWidth: 260,
      sort: 'name',
      fixed: true,
      cell: (row) => (
        <Link to={supplierHref(row)} className={classes.name} title={row.name}>
          {row.name}
        </Link>
      ),
    },
    { id: 'tax_id', label: 'suppliers:field.taxId', width: 190, cell: (row) => <Text value={formatTaxId(row.tax_id)} mono /> },
    { id: 'contact', label: 'suppliers:field.contact', width: 180, cell: (row) => <Text value={row.contact} /> },
    { id: 'phone', label: 'suppliers:field.phone', width: 150, cell: (row) => <Text value={row.phone} /> },
    { id: 'email', label: 'suppliers:field.email', width: 220, cell: (row) => <Text value={row.email} /> },
    { id: 'created_at', label: 'suppliers:field.created', width: 150, sort: 'created_at', optional: true, cell: (row) => <DateText value={row.created_at} time /> },
  ],
  defaultSort: 'name',
  href: supplierHref,
  rowName: (row) => row.name,
  card: (row) => <SupplierCard row={row} />,
  Preview: SupplierPreview,
  PreviewActions: SupplierPreviewActions,
  Actions: CreateButton,
  Empty: NoSuppliers,
};
