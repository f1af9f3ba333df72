import type { AssetOut } from '@/api/types';
import { CONDITIONS } from '@/entities/asset';
import { categoryField } from '@/entities/category';
import { locationField } from '@/entities/location';
import { personField } from '@/entities/person';
import { supplierField } from '@/entities/supplier';
import type { FormField, FormSection, Values } from '@/shared/form';

/** Stages of life that can be typed; "disposed" is only reached through a disposal. */
const LIFECYCLE = ['planned', 'received', 'in_service', 'retired'];
const words = (family: string, values: string[]) => values.map((value) => ({ value, label: `entities:asset.${family}.${value}` }));

const name: FormField = { name: 'name', label: 'entities:asset.field.name', kind: 'text', required: true, maxLength: 250, wide: true };
const tag: FormField = { name: 'tag', label: 'entities:asset.field.tag', kind: 'text', maxLength: 60, mono: true };
const identification: FormField[] = [
  { name: 'patrimonio', label: 'entities:asset.field.patrimonio', kind: 'text', maxLength: 60, mono: true },
  categoryField({ name: 'category_id', label: 'entities:asset.field.category', wide: true, withCreate: true }),
  { name: 'brand', label: 'entities:asset.field.brand', kind: 'text', maxLength: 120 },
  { name: 'model', label: 'entities:asset.field.model', kind: 'text', maxLength: 120 },
  { name: 'serial_number', label: 'entities:asset.field.serial_number', kind: 'text', maxLength: 120, mono: true },
  { name: 'condition', label: 'entities:asset.field.condition', kind: 'select', options: words('condition', CONDITIONS) },
  { name: 'lifecycle_state', label: 'entities:asset.field.lifecycle_state', kind: 'select', required: true, options: words('lifecycle', LIFECYCLE) },
];
const acquisition: FormSection = {
  id: 'acquisition',
  title: 'asset-form:section.acquisition',
  hint: 'asset-form:sectionHint.acquisition',
  fields: [
    { name: 'purchase_value', label: 'asset-form:field.value', kind: 'amount' },
    { name: 'acquisition_date', label: 'entities:asset.field.acquisition_date', kind: 'date' },
    supplierField({ name: 'supplier_id', label: 'entities:asset.field.supplier', withCreate: true, wide: true }),
    { name: 'invoice_number', label: 'entities:asset.field.invoice_number', kind: 'text', maxLength: 60, mono: true },
    { name: 'warranty_until', label: 'entities:asset.field.warranty_until', kind: 'date' },
  ],
};
const custody: FormSection = {
  id: 'custody',
  title: 'asset-form:section.custody',
  hint: 'asset-form:sectionHint.custody',
  fields: [
    locationField({ name: 'location_id', label: 'entities:asset.field.location', withCreate: true, wide: true }),
    personField({ name: 'responsible_id', label: 'entities:asset.field.responsible', withCreate: true, wide: true }),
  ],
};
const description: FormSection = {
  id: 'description',
  title: 'asset-form:section.description',
  hint: 'asset-form:sectionHint.description',
  fields: [
    { name: 'description', label: 'entities:asset.field.description', kind: 'textarea', maxLength: 5000 },
    { name: 'notes', label: 'entities:asset.field.notes', kind: 'textarea', maxLength: 5000 },
  ],
};
const identificationSection = (plate: FormField): FormSection => ({ id: 'identification', title: 'asset-form:section.identification', hint: 'asset-form:sectionHint.identification', fields: [name, plate, ...identification] });

/** A new asset: also its first custody; the tag may be left to the server. */
export const CREATE_SECTIONS: FormSection[] = [identificationSection({ ...tag, hint: 'asset-form:tagHint' }), acquisition, custody, description];

/** A known asset: place and responsible change through a movement. */
export const EDIT_SECTIONS: FormSection[] = [identificationSection({ ...tag, required: true }), acquisition, description];

const NAMES = CREATE_SECTIONS.flatMap((section) => section.fields.map((field) => field.name));

/** A new asset before anything is typed. */
export const EMPTY: Values = { ...Object.fromEntries(NAMES.map((item) => [item, null])), lifecycle_state: 'in_service' };

/** An asset as the values of the form. */
export function valuesOf(asset: AssetOut): Values {
  const { category, supplier, location, responsible } = asset;
  const plain = Object.fromEntries(NAMES.map((item) => [item, (asset as unknown as Values)[item] ?? null]));
  return { ...plain, category_id: category?.id ?? null, supplier_id: supplier?.id ?? null, location_id: location?.id ?? null, responsible_id: responsible?.id ?? null };
}

/** A copy: everything but what only one asset can have. */
export function copyOf(asset: AssetOut): Values {
  const lifecycle = LIFECYCLE.includes(asset.lifecycle_state) ? asset.lifecycle_state : 'in_service';
  return { ...valuesOf(asset), tag: null, patrimonio: null, serial_number: null, lifecycle_state: lifecycle };
}

const KEPT = ['category_id', 'lifecycle_state', 'acquisition_date', 'supplier_id', 'invoice_number', 'warranty_until', 'location_id', 'responsible_id'];

/** The next of the same purchase: same category, purchase and place, nothing of the thing itself. */
export function nextAfter(values: Values): Values {
  return { ...EMPTY, ...Object.fromEntries(KEPT.map((item) => [item, values[item] ?? null])) };
}
