import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAmount, formatDate } from '../lib/format';
import { AmountField, DateField } from '../form/inputs';
import { Button } from '../ui/Button';
import { Checkbox } from '../ui/Checkbox';
import classes from './list.module.css';
import type { EnumFilter, FilterEditorProps, FilterValues, ListFilter, RangeFilter } from './types';

/** The inside of a filter's popover. */
export function FilterEditor({ filter, ...props }: FilterEditorProps & { filter: ListFilter }) {
  const { t } = useTranslation('shared');
  return (
    <div className={classes.editor}>
      {filter.kind !== 'custom' && <h2>{t(filter.label)}</h2>}
      {filter.kind === 'enum' && <EnumEditor filter={filter} {...props} />}
      {(filter.kind === 'money' || filter.kind === 'date') && <RangeEditor filter={filter} {...props} />}
      {filter.kind === 'custom' && <filter.Editor {...props} />}
    </div>
  );
}

function EnumEditor({ filter, values, onChange, onDone }: FilterEditorProps & { filter: EnumFilter }) {
  const { t } = useTranslation('shared');
  const chosen = values[filter.param] ?? [];
  const toggle = (value: string, on: boolean) => {
    const next = filter.multiple ? (on ? [...chosen, value] : chosen.filter((item) => item !== value)) : on ? [value] : [];
    onChange({ [filter.param]: next });
    if (!filter.multiple) onDone();
  };
  return (
    <div className={classes.options} role="group" aria-label={t(filter.label)}>
      {filter.options.map((option) => (
        <label key={option.value} className={classes.option}>
          <Checkbox label={t(option.label)} checked={chosen.includes(option.value)} onChange={(on) => toggle(option.value, on)} />
          {option.icon}
          <span aria-hidden>{t(option.label)}</span>
        </label>
      ))}
    </div>
  );
}

function RangeEditor({ filter, values, onChange, onDone }: FilterEditorProps & { filter: RangeFilter }) {
  const { t } = useTranslation('shared');
  const [from, setFrom] = useState<string | null>(values[filter.from]?.[0] ?? null);
  const [to, setTo] = useState<string | null>(values[filter.to]?.[0] ?? null);
  const Field = filter.kind === 'money' ? AmountField : DateField;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ [filter.from]: from ? [from] : [], [filter.to]: to ? [to] : [] });
    onDone();
  };
  return (
    <form onSubmit={submit} style={{ display: 'grid', gap: 10 }}>
      <div className={classes.editorRange}>
        <Field label={t('list.filterFrom')} value={from} onChange={setFrom} />
        <Field label={t('list.filterTo')} value={to} onChange={setTo} />
      </div>
      <Button type="submit" variant="primary" size="sm">
        {t('list.apply')}
      </Button>
    </form>
  );
}

/** The value of a filter in words, for its chip. */
export function FilterValue({ filter, values }: { filter: ListFilter; values: FilterValues }) {
  const { t } = useTranslation('shared');
  if (filter.kind === 'custom') return <filter.ValueText values={values} />;
  if (filter.kind === 'flag') return null;
  if (filter.kind === 'enum') {
    const words = (values[filter.param] ?? []).map((value) => filter.options.find((option) => option.value === value)?.label ?? value);
    return <>{words.map((word) => t(word)).join(', ')}</>;
  }
  const show = (value: string | undefined) => (value === undefined ? undefined : filter.kind === 'money' ? formatAmount(value) : formatDate(value));
  const from = show(values[filter.from]?.[0]);
  const to = show(values[filter.to]?.[0]);
  if (from && to) return <>{t('list.range.both', { from, to })}</>;
  return <>{from ? t('list.range.from', { from }) : t('list.range.to', { to })}</>;
}
