import { IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usersApi } from '@/api/users';
import type { UserRow } from '@/api/types';
import type { FilterEditorProps, FilterValues, ListFilter } from '@/shared/list';
import { Picker, type PickerOption, type PickerSource } from '@/shared/pickers';
import { RecordEditor, RecordText, RequestEditor } from './filters';

/** What the trail tells about; each has its words in entities:trail.entity. */
export const ENTITIES = ['asset', 'location', 'person', 'supplier', 'asset_category', 'asset_import', 'user', 'grant', 'role', 'role_permission', 'session', 'location_kind', 'movement_document', 'approval', 'approval_decision'];

/** What can be asked for; archiving is found under "update". */
const ACTIONS = ['create', 'update', 'delete', 'move', 'add_items', 'receive', 'take_back', 'export', 'print_labels', 'sign_in_failed', 'refresh_reused', 'forbidden', 'password_changed', 'password_set_by_reset', 'password_set_by_invitation', 'password_reset_asked', 'invitation_link_made', 'reset_link_made', 'sessions_ended', 'second_step_asked', 'second_factor_begun', 'second_factor_on', 'second_factor_off', 'recovery_codes_made', 'recovery_code_used'];

const toOption = (user: UserRow): PickerOption => ({ id: user.id, name: user.name, hint: user.username });
const userSource: PickerSource = {
  key: 'users',
  search: async (q, signal) => (await usersApi.list({ q: q || undefined, page_size: 30 }, signal)).items.map(toOption),
  one: async (id, signal) => toOption(await usersApi.get(id, signal)),
};
const actorOf = (values: FilterValues) => (values.actor_id?.[0] ? Number(values.actor_id[0]) : null);

function ActorEditor({ values, onChange, onDone }: FilterEditorProps) {
  const { t } = useTranslation('trail');
  return (
    <Picker
      label={t('filter.actor')}
      source={userSource}
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
  const { data } = useQuery({ queryKey: ['users', 'picker-one', id], queryFn: ({ signal }) => userSource.one(id!, signal), enabled: id !== null, staleTime: 60_000 });
  return <>{data?.name ?? id}</>;
}

const requestFilter: ListFilter = { kind: 'custom', id: 'request', label: 'trail:filter.request', params: ['request_id'], Editor: RequestEditor, ValueText: ({ values }) => <span className="mono">{values.request_id?.[0]}</span> };
const recordFilter: ListFilter = { kind: 'custom', id: 'record', label: 'trail:filter.entityId', params: ['entity_id'], Editor: RecordEditor, ValueText: RecordText };
const actor: ListFilter = { kind: 'custom', id: 'actor', label: 'trail:filter.actor', params: ['actor_id'], Editor: ActorEditor, ValueText: ActorText };

/** Filters of the trail; by person only for who may see the users. */
export function trailFilters(seesUsers: boolean): ListFilter[] {
  return [
    { kind: 'date', id: 'period', label: 'trail:filter.period', from: 'from', to: 'to' },
    { kind: 'enum', id: 'entity', label: 'trail:filter.entity', param: 'entity', options: ENTITIES.map((value) => ({ value, label: `entities:trail.entity.${value}` })) },
    { kind: 'enum', id: 'action', label: 'trail:filter.action', param: 'action', options: ACTIONS.map((value) => ({ value, label: `trail:action.${value}` })) },
    ...(seesUsers ? [actor] : []),
    recordFilter,
    requestFilter,
  ];
}
