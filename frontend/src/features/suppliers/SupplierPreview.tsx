import { IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupplierOut } from '@/api/types';
import { Button, LinkButton } from '@/shared/ui';
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
export function SupplierPreviewActions({ row }: { row: SupplierOut }) {
  const { t } = useTranslation('suppliers');
  const [open, setOpen] = useState(false);
  return (
    <>
      <LinkButton to={supplierHref(row)} variant="primary" grow>
        {t('open')}
      </LinkButton>
      {row.allowed_actions.includes('edit') && (
        <Button icon={<IconPencil size={16} aria-hidden />} onClick={() => setOpen(true)}>
          {t('edit')}
        </Button>
      )}
      {open && (
        <Suspense fallback={null}>
          <SupplierForm item={row} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
