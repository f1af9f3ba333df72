import { lazy } from 'react';
import type { SupplierOut } from '@/api/types';
import { PreviewFoot } from '@/shared/list';
import {  } from '@/shared/ui';
import { SupplierFacts, supplierHref } from './parts';
import classes from './suppliers.module.css';

const SupplierForm = lazy(() => import('./SupplierForm'));

/** The inside of the preview drawer. */
export function SupplierPreview({ row }: { row: SupplierOut }) {
  return (
    <>
      <h2 className={classes.previewName}>{row.name}</h2>
      <SupplierFacts supplier={row} />
    </>
  );
}

/** Foot of the drawer. */
export const SupplierPreviewActions = ({ row }: { row: SupplierOut }) => <PreviewFoot row={row} to={supplierHref(row)} texts="suppliers" Form={SupplierForm} />;
