import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suppliersApi, type SupplierIn } from '@/api/catalogue';
import type { SupplierOut } from '@/api/types';
import { FormDialog } from '@/shared/dialog';
import { TaxIdField, type FormSection, type SubmitInput, type Values } from '@/shared/form';
import { formatTaxId } from '@/shared/lib/taxId';
import { toast } from '@/shared/toast/toast';

const SECTIONS: FormSection[] = [
  {
    id: 'supplier',
    fields: [
      { name: 'name', label: 'suppliers:field.name', kind: 'text', required: true, maxLength: 200, wide: true },
      { name: 'tax_id', label: 'suppliers:field.taxId', kind: 'custom', hint: 'suppliers:taxIdHint', wide: true, Component: TaxIdField, Show: ({ value }) => <span className="mono">{formatTaxId(value as string | null)}</span> },
      { name: 'contact', label: 'suppliers:field.contact', kind: 'text', maxLength: 160 },
      { name: 'phone', label: 'suppliers:field.phone', kind: 'text', maxLength: 40 },
      { name: 'email', label: 'suppliers:field.email', kind: 'text', maxLength: 254, wide: true },
    ],
  },
];
const valuesOf = (item?: SupplierOut): Values => ({ name: item?.name ?? null, tax_id: item?.tax_id ?? null, contact: item?.contact ?? null, email: item?.email ?? null, phone: item?.phone ?? null });

interface SupplierFormProps {
  item?: SupplierOut;
  onClose: () => void;
}

/** Register or change a supplier, beside the list. */
export default function SupplierForm({ item, onClose }: SupplierFormProps) {
  const { t } = useTranslation('suppliers');
  const client = useQueryClient();
  const [round, setRound] = useState(0);
  const submit = ({ values, changed, version, idempotencyKey }: SubmitInput): Promise<SupplierOut> => {
    if (!item) return suppliersApi.create(values as unknown as SupplierIn, { idempotencyKey });
    return Object.keys(changed).length === 0 ? Promise.resolve(item) : suppliersApi.update(item.id, changed, version!);
  };
  const saved = (result: SupplierOut, another: boolean) => {
    toast({ tone: 'success', title: t(item ? 'changed' : 'created', { name: result.name }) });
    void client.invalidateQueries({ queryKey: ['suppliers'] });
    if (item) void client.invalidateQueries({ queryKey: ['assets'] });
    if (another) setRound(round + 1);
    else onClose();
  };
  return (
    <FormDialog<SupplierOut>
      key={round}
      as="drawer"
      title={item ? t('editTitle', { name: item.name }) : t('createTitle')}
      draftKey={`supplier:${item?.id ?? 'new'}`}
      sections={SECTIONS}
      initial={valuesOf(item)}
      version={item?.version ?? null}
      submit={submit}
      onSaved={saved}
      onClose={onClose}
      withAnother={!item}
      readCurrent={(current) => ({ values: valuesOf(current as unknown as SupplierOut), version: Number(current.version) })}
    />
  );
}
