import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterEditorProps, FilterValues } from '@/shared/list';
import { Picker } from '@/shared/pickers';
import { Button } from '@/shared/ui';
import { useSources } from './sources';

const chosenOf = (values: FilterValues) => (values.entity_id?.[0] ? Number(values.entity_id[0]) : null);

/** One record: its kind, then itself by name or code. */
export function RecordEditor({ values, onChange, onDone }: FilterEditorProps) {
  const { t } = useTranslation('trail');
  const { t: words } = useTranslation('entities');
  const sources = useSources();
  const kinds = Object.keys(sources);
  const asked = values.entity?.[0];
  const [kind, setKind] = useState(asked && asked in sources ? asked : kinds[0]);
  const source = kind === undefined ? undefined : sources[kind];
  if (kind === undefined || !source) return null;
  return (
    <>
      <NativeSelect label={t('filter.kind')} value={kind} onChange={(event) => setKind(event.currentTarget.value)} data={kinds.map((value) => ({ value, label: words(`trail.entity.${value}`) }))} />
      <Picker
        key={kind}
        label={t('filter.entityId')}
        source={source}
        value={asked === kind ? chosenOf(values) : null}
        onChange={(id) => {
          onChange(id === null ? { entity_id: [] } : { entity: [kind], entity_id: [String(id)] });
          if (id !== null) onDone();
        }}
      />
    </>
  );
}

/** What the record is called; its number where that cannot be known. */
export function RecordText({ values }: { values: FilterValues }) {
  const id = chosenOf(values);
  const source = useSources()[values.entity?.[0] ?? ''];
  const { data } = useQuery({ queryKey: [source?.key, 'picker-one', id], queryFn: ({ signal }) => source!.one(id!, signal), enabled: id !== null && source !== undefined, staleTime: 60_000 });
  return <>{data?.name ?? `#${id}`}</>;
}

/** The code of a request, as an error message shows it. */
export function RequestEditor({ values, onChange, onDone }: FilterEditorProps) {
  const { t } = useTranslation('trail');
  const [code, setCode] = useState(values.request_id?.[0] ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ request_id: code.trim() ? [code.trim()] : [] });
    onDone();
  };
  return (
    <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
      <TextInput label={t('filter.request')} description={t('filter.requestHint')} value={code} maxLength={40} autoComplete="off" spellCheck={false} classNames={{ input: 'mono' }} onChange={(event) => setCode(event.currentTarget.value)} />
      <Button type="submit" variant="primary" size="sm">
        {t('filter.find')}
      </Button>
    </form>
  );
}
