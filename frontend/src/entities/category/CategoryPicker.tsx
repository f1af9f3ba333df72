import { IconCategory } from '@tabler/icons-react';
import { categoriesApi } from '@/api/catalogue';
import type { CategoryOut } from '@/api/types';
import { usePermission } from '@/shared/store/store';
import { Picker, type PickerOption, type PickerProps, type PickerSource } from '@/shared/pickers';

const toOption = (item: CategoryOut): PickerOption => ({ id: item.id, name: item.name, hint: item.full_name.split(' › ').slice(0, -1).join(' › ') || undefined });

export const categorySource: PickerSource = {
  key: 'categories',
  search: async (q, signal) => (await categoriesApi.list({ q: q || undefined, page_size: 50 }, signal)).items.map(toOption),
  one: async (id, signal) => toOption(await categoriesApi.get(id, signal)),
};

/** A category by name; made in place by who may. */
export function CategoryPicker(props: Omit<PickerProps, 'source' | 'icon' | 'onCreate'> & { withCreate?: boolean }) {
  const { withCreate = false, ...rest } = props;
  const may = usePermission('catalogue.manage');
  return <Picker {...rest} source={categorySource} icon={<IconCategory size={16} />} onCreate={withCreate && may ? async (name) => toOption(await categoriesApi.create({ name })) : undefined} />;
}
