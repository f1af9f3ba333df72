import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rolesApi } from '@/api/roles';
import type { CustomFieldProps } from '@/shared/form';

interface Named {
  label_pt: string;
  label_en: string;
}

/** What roles, permissions and their groups are called in the language of the screens. */
export function useLabel(): (named: Named) => string {
  const { i18n } = useTranslation();
  return (named) => (i18n.language === 'en' ? named.label_en : named.label_pt);
}

/** Every role; they are few. */
export function useRoles() {
  return useQuery({ queryKey: ['roles', 'all'], queryFn: ({ signal }) => rolesApi.list({ page_size: 200 }, signal), select: (page) => page.items, staleTime: 60_000 });
}

/** Field of a form: a role, by its internal name. */
export function RoleField({ value, onChange, label, error, required, description }: CustomFieldProps) {
  const { t } = useTranslation('shared');
  const nameOf = useLabel();
  const { data } = useRoles();
  return (
    <Select
      label={label}
      error={error}
      required={required}
      description={description}
      placeholder={t('picker.search')}
      nothingFoundMessage={t('picker.nothing')}
      searchable
      value={(value as string | null | undefined) ?? null}
      onChange={onChange}
      data={(data ?? []).map((role) => ({ value: role.name, label: nameOf(role) }))}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
