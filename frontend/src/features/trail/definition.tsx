import { IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { TrailAuthor } from '@/api/generated/model';
import { trailAuthors } from '@/api/misc';
import type { FilterEditorProps, FilterOption, FilterValues, ListFilter } from '@/shared/list';
import { Picker, type PickerOption, type PickerSource } from '@/shared/pickers';
import { RecordEditor, RecordText, RequestEditor } from './filters';

const toOption = ({ id, name, username }: TrailAuthor): PickerOption => ({ id, name, hint: username ?? undefined });
/** Whoever may read the trail finds its authors, also without the right to see users. */
const authorSource: PickerSource = {
  key: 'trail-authors',
  search: async (q, signal) => (await trailAuthors({ q: q || undefined }, signal)).map(toOption),
  one: async (id, signal) => (await trailAuthors({ id }, signal)).map(toOption)[0] ?? { id, name: `#${id}` },
};
const actorOf = (values: FilterValues) => (values.actor_id?.[0] ? Number(values.actor_id[0]) : null);

function ActorEditor({ values, onChange, onDone }: FilterEditorProps) {
  const { t } = useTranslation('trail');
  return (
    <Picker
      label={t('filter.actor')}
      source={authorSource}
      icon={<IconUser size={16} />}
      value={actorOf(values)}
      onChange={(id) => {
        onChange({ actor_id: id === null ? [] : [String(id)] });
        if (id !== null) onDone();
      }}
    />
  );
}

function ActorText({ values }: { values: FilterValues }) {
  const id = actorOf(values);
  const { data } = useQuery({ queryKey: [authorSource.key, 'picker-one', id], queryFn: ({ signal }) => authorSource.one(id!, signal), enabled: id !== null, staleTime: 60_000 });
  return <>{data?.name ?? id}</>;
}

const requestFilter: ListFilter = { kind: 'custom', id: 'request', label: 'trail:filter.request', params: ['request_id'], Editor: RequestEditor, ValueText: ({ values }) => <span className="mono">{values.request_id?.[0]}</span> };
const recordFilter: ListFilter = { kind: 'custom', id: 'record', label: 'trail:filter.entityId', params: ['entity_id'], Editor: RecordEditor, ValueText: RecordText };
const actor: ListFilter = { kind: 'custom', id: 'actor', label: 'trail:filter.actor', params: ['actor_id'], Editor: ActorEditor, ValueText: ActorText };

/** Every code that the translation files have a word for, by that word: what may stand in the trail has one. */
function optionsOf(words: unknown, label: (code: string) => string): FilterOption[] {
  return Object.entries(words as Record<string, string>)
    .sort(([, one], [, other]) => one.localeCompare(other))
    .map(([value]) => ({ value, label: label(value) }));
}

/** Filters of the trail, with the words of the page and those of the entities. */
export function trailFilters(t: TFunction, entities: TFunction): ListFilter[] {
  const kinds = optionsOf(entities('trail.entity', { returnObjects: true }), (code) => `entities:trail.entity.${code}`);
  const acts = optionsOf(t('action', { returnObjects: true }), (code) => `trail:action.${code}`);
  return [
    { kind: 'date', id: 'period', label: 'trail:filter.period', from: 'from', to: 'to' },
    { kind: 'enum', id: 'entity', label: 'trail:filter.entity', param: 'entity', options: kinds },
    { kind: 'enum', id: 'action', label: 'trail:filter.action', param: 'action', options: acts },
    actor,
    recordFilter,
    requestFilter,
  ];
}
