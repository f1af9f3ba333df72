import { usersApi } from '@/api/users';
import type { UserRow } from '@/api/types';
import { activeFilter, locationFilter } from '@/entities/filters';
import { PersonCard, PersonCell } from '@/entities/person';
import type { ListDefinition } from '@/shared/list';
import { DateText, Text } from '@/shared/ui';
import { CreateButton, NoUsers } from './CreateButton';
import { RoleText, StateBadge, userHref } from './parts';

/** The list of users. */
export const usersList: ListDefinition<UserRow> = {
  id: 'users',
  title: 'users:title',
  counted: 'users:counted',
  fetch: usersApi.list,
  columns: [
    { id: 'name', label: 'users:field.name', minWidth: 240, sort: 'name', fixed: true, cell: (row) => <PersonCell name={row.name} to={userHref(row)} /> },
    { id: 'username', label: 'users:field.username', width: 160, sort: 'username', cell: (row) => <Text value={row.username} mono /> },
    { id: 'role', label: 'users:field.role', width: 210, cell: (row) => <RoleText row={row} /> },
    { id: 'email', label: 'users:field.email', width: 240, cell: (row) => <Text value={row.email} /> },
    { id: 'last_sign_in_at', label: 'users:field.lastSignIn', width: 150, sort: 'last_sign_in_at', cell: (row) => <DateText value={row.last_sign_in_at} /> },
    { id: 'active', label: 'users:field.state', width: 120, cell: (row) => <StateBadge user={row} inList /> },
  ],
  filters: [
    locationFilter({ id: 'location', label: 'users:field.location', param: 'location_id' }),
    activeFilter('users'),
  ],
  defaultSort: 'name',
  href: userHref,
  rowName: (row) => row.name,
  card: (row) => (
    <PersonCard
      name={row.name}
      line={
        <>
          <span className="mono">{row.username}</span>
          <RoleText row={row} />
        </>
      }
      end={(!row.active || row.invited) && <StateBadge user={row} />}
    />
  ),
  Actions: CreateButton,
  Empty: NoUsers,
};
