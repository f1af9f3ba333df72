import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { CustomFieldProps, FormField } from '@/shared/form';
import type { PickerProps, PickerSource } from '@/shared/pickers';

type AnyPicker = ComponentType<Omit<PickerProps, 'source' | 'icon' | 'onCreate'> & { withCreate?: boolean }>;

/** What a field of a form says about itself; the rest follows from the entity. */
export type PickerFieldOptions = Pick<FormField, 'name' | 'label' | 'hint' | 'required' | 'wide' | 'permission'> & { withCreate?: boolean };

/** Makes the field of a form in which one of an entity is chosen; in the comparison of versions it is shown by name. */
export function pickerField(Picker: AnyPicker, source: PickerSource) {
  function Show({ value }: { value: unknown }) {
    const { data } = useQuery({ queryKey: [source.key, 'picker-one', value], queryFn: ({ signal }) => source.one(value as number, signal), staleTime: 60_000 });
    return <>{data ? [data.hint, data.name].filter(Boolean).join(' › ') : '…'}</>;
  }
  return ({ withCreate, ...field }: PickerFieldOptions): FormField => {
    const Component = ({ value, onChange, values: _values, onInvalid: _onInvalid, ...rest }: CustomFieldProps) => (
      <Picker {...rest} withCreate={withCreate} value={(value as number | null | undefined) ?? null} onChange={(id) => onChange(id)} />
    );
    return { ...field, kind: 'custom', Component, Show };
  };
}
