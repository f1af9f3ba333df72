import { IconBuildingStore } from '@tabler/icons-react';
import { suppliersApi } from '@/api/catalogue';
import type { SupplierOut } from '@/api/types';
import { usePermission } from '@/shared/store/store';
import { Picker, type PickerOption, type PickerProps, type PickerSource } from '@/shared/pickers';

const toOption = (item: SupplierOut): PickerOption => ({ id: item.id, name: item.name, hint: item.tax_id ?? undefined });

export const supplierSource: PickerSource = {
  key: 'suppliers',
  search: async (q, signal) => (await suppliersApi.list({ q: q || undefined, page_size: 30 }, signal)).items.map(toOption),
  one: async (id, signal) => toOption(await suppliersApi.get(id, signal)),
};

/** A supplier by name or CNPJ; made in place by who may. */
export function SupplierPicker(props: Omit<PickerProps, 'source' | 'icon' | 'onCreate'> & { withCreate?: boolean }) {
  const { withCreate = false, ...rest } = props;
  const may = usePermission('catalogue.manage');
  return <Picker {...rest} source={supplierSource} icon={<IconBuildingStore size={16} />} onCreate={withCreate && may ? async (name) => toOption(await suppliersApi.create({ name })) : undefined} />;
}
