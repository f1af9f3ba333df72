import { useTranslation } from 'react-i18next';
import type { SupplierOut } from '@/api/types';
import { HoldingsText } from '@/entities/asset';
import { formatTaxId } from '@/shared/lib/taxId';
import { DateText, KeyValue, Text } from '@/shared/ui';

export const supplierHref = (row: { id: number }) => `/fornecedores/${row.id}`;

/** What is known of a supplier, and what came from it. */
export function SupplierFacts({ supplier, withHoldings = true }: { supplier: SupplierOut; withHoldings?: boolean }) {
  const { t } = useTranslation('suppliers');
  return (
    <KeyValue
      items={[
        { label: supplier.tax_id_kind ? t(`kind.${supplier.tax_id_kind}`) : t('field.taxId'), value: <Text value={formatTaxId(supplier.tax_id)} mono /> },
        { label: t('field.contact'), value: <Text value={supplier.contact} /> },
        { label: t('field.phone'), value: <Text value={supplier.phone} /> },
        { label: t('field.email'), value: <Text value={supplier.email} /> },
        withHoldings && { label: t('holdings'), value: <HoldingsText filter={{ supplier_id: supplier.id }} /> },
        { label: t('field.created'), value: <DateText value={supplier.created_at} /> },
      ]}
    />
  );
}
