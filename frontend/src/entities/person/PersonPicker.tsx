import { IconUser } from '@tabler/icons-react';
import i18next from 'i18next';
import { peopleApi } from '@/api/catalogue';
import type { PersonOut } from '@/api/types';
import { usePermission } from '@/shared/store/store';
import { Picker, type PickerOption, type PickerProps, type PickerSource } from '@/shared/pickers';

const toOption = (item: PersonOut): PickerOption => ({
  id: item.id,
  name: item.name,
  hint: [item.registration ?? item.email, !item.active && i18next.t('entities:person.inactive')].filter(Boolean).join(' · ') || undefined,
});

export const personSource: PickerSource = {
  key: 'people',
  search: async (q, signal) => (await peopleApi.list({ q: q || undefined, page_size: 30 }, signal)).items.map(toOption),
  one: async (id, signal) => toOption(await peopleApi.get(id, signal)),
};

/** A person by name, registration or e-mail; made in place by who may. */
export function PersonPicker(props: Omit<PickerProps, 'source' | 'icon' | 'onCreate'> & { withCreate?: boolean }) {
  const { withCreate = false, ...rest } = props;
  const may = usePermission('people.manage');
  return <Picker {...rest} source={personSource} icon={<IconUser size={16} />} onCreate={withCreate && may ? async (name) => toOption(await peopleApi.create({ name })) : undefined} />;
}
