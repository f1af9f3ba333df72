import { useTranslation } from 'react-i18next';
import type { ImportField } from '@/api/imports';
import classes from './controls.module.css';
import { EXTRA } from './mapping';
import { useFieldLabel } from './useFieldLabel';

/** Families of fields, so that one is found among many; what is in none comes last. */
const FAMILIES: [string, string[]][] = [
  ['identity', ['tag', 'tag_prefix', 'patrimonio', 'previous_tag', 'serial_number']],
  ['thing', ['name', 'description', 'category', 'brand', 'model', 'condition', 'status']],
  ['custody', ['location', 'location_code', 'responsible', 'responsible_surname', 'responsible_registration', 'responsible_email']],
  ['purchase', ['purchase_value', 'acquisition_date', 'inclusion_date', 'supplier', 'supplier_tax_id', 'invoice_number', 'warranty_until']],
];
const NOTHING = '';

interface FieldSelectProps {
  label: string;
  value: string | null;
  fields: ImportField[];
  disabled: boolean;
  onChange: (field: string | null) => void;
  /** Id of the message that says what is wrong. */
  error?: string;
}

/** What a column becomes: a field, other data that is kept, or nothing. */
export function FieldSelect({ label, value, fields, disabled, onChange, error }: FieldSelectProps) {
  const { t } = useTranslation('asset-import');
  const labelOf = useFieldLabel();
  const known = new Set(FAMILIES.flatMap(([, codes]) => codes));
  const rest = fields.filter(({ field }) => field !== EXTRA && !known.has(field));
  const option = (field: ImportField) => (
    <option key={field.field} value={field.field}>
      {field.required ? t('columns.required', { name: labelOf(field) }) : labelOf(field)}
    </option>
  );
  return (
    <select
      className={classes.select}
      aria-label={label}
      aria-invalid={error ? true : undefined}
      aria-describedby={error}
      value={value ?? NOTHING}
      disabled={disabled}
      data-empty={value === null || undefined}
      onChange={(event) => onChange(event.currentTarget.value === NOTHING ? null : event.currentTarget.value)}
    >
      <option value={NOTHING}>{t('columns.ignore')}</option>
      <option value={EXTRA}>{t('columns.keep')}</option>
      {FAMILIES.map(([family, codes]) => (
        <optgroup key={family} label={t(`columns.family.${family}`)}>
          {codes.map((code) => fields.find(({ field }) => field === code)).filter((field) => field !== undefined).map(option)}
        </optgroup>
      ))}
      {rest.length > 0 && <optgroup label={t('columns.family.other')}>{rest.map(option)}</optgroup>}
    </select>
  );
}
