import type { ComponentType } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FilterEditorProps, FilterValues, ListFilter } from '@/shared/list';
import type { PickerProps, PickerSource } from '@/shared/pickers';
import { AssetPicker, assetSource } from './asset/AssetPicker';
import { CategoryPicker, categorySource } from './category';
import { LocationPicker, locationSource } from './location';
import { PersonPicker, personSource } from './person';
import { SupplierPicker, supplierSource } from './supplier';

type AnyPicker = ComponentType<Omit<PickerProps, 'source' | 'icon' | 'onCreate'>>;

interface EntityFilterOptions {
  id: string;
  /** Key of the name, with namespace. */
  label: string;
  param: string;
  /** A tree: the filter means everything below. */
  subtree?: boolean;
}

function entityFilter(Picker: AnyPicker, source: PickerSource, { id, label, param, subtree }: EntityFilterOptions): ListFilter {
  const idOf = (values: FilterValues) => (values[param]?.[0] ? Number(values[param][0]) : null);
  function Editor({ values, onChange, onDone }: FilterEditorProps) {
    const { t } = useTranslation('shared');
    return (
      <Picker
        label={t(label)}
        autoOpen={idOf(values) === null}
        value={idOf(values)}
        onChange={(next) => {
          onChange({ [param]: next === null ? [] : [String(next)] });
          if (next !== null) onDone();
        }}
      />
    );
  }
  function ValueText({ values }: { values: FilterValues }) {
    const { t } = useTranslation('entities');
    const chosen = idOf(values);
    const { data } = useQuery({ queryKey: [source.key, 'picker-one', chosen], queryFn: ({ signal }) => source.one(chosen!, signal), enabled: chosen !== null, staleTime: 60_000 });
    const name = data?.name ?? '…';
    return <>{subtree ? t('filter.under', { name }) : name}</>;
  }
  return { kind: 'custom', id, label, params: [param], Editor, ValueText };
}

/** "Localização em Bloco B e abaixo". */
export const locationFilter = (options: EntityFilterOptions) => entityFilter(LocationPicker, locationSource, { subtree: true, ...options });
/** "Categoria em Informática e abaixo". */
export const categoryFilter = (options: EntityFilterOptions) => entityFilter(CategoryPicker, categorySource, { subtree: true, ...options });
/** One asset, by its tag. */
export const assetFilter = (options: EntityFilterOptions) => entityFilter(AssetPicker, assetSource, options);
export const personFilter = (options: EntityFilterOptions) => entityFilter(PersonPicker, personSource, options);
export const supplierFilter = (options: EntityFilterOptions) => entityFilter(SupplierPicker, supplierSource, options);

/** Filter: only the active ones, or only those who are not any more; `texts` is the namespace of the words. */
export const activeFilter = (texts: string): ListFilter => ({
  kind: 'enum',
  id: 'active',
  label: `${texts}:field.state`,
  param: 'active',
  options: [
    { value: 'true', label: `${texts}:active` },
    { value: 'false', label: `${texts}:inactive` },
  ],
});
