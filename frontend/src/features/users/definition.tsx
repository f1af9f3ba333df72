import { Link } from 'react-router';
import { usersApi } from '@/api/users';
import type { UserRow } from '@/api/types';
import { locationFilter } from '@/entities/filters';
import type { ListDefinition } from '@/shared/list';
import { Avatar, DateText, Text } from '@/shared/ui';
import { CreateButton, NoUsers } from './CreateButton';
import { RoleText, StateBadge, userHref } from './parts';
import classes from './users.module.css';

function NameCell({ row }: { row: UserRow }) {
  return (
    <span className={classes.name}>
      <Avatar name={row.name} />
      <Link to={userHref(row)} title={row.name}>
        {row.name}
      </Link>
    </span>
  );
}

function UserCard({ row }: { row: UserRow }) {
  return (
    <span className={classes.card}>
      <Avatar name={row.name} size="lg" />
      <span className="grow">
        <b className={classes.cardName}>{row.name}</b>
        <span className={classes.cardLine}>
          <span className="mono">{row.username}</span>
          <RoleText row={row} />
        </span>
      </span>
      {(!row.active || row.invited) && <StateBadge user={row} />}
    </span>
  );
}

/** The list of users. */
export const usersList: ListDefinition<UserRow> = {
  id: 'users',
  title: 'users:title',
  counted: 'users:counted',
  fetch: usersApi.list,
  columns: [
    { id: 'name', label: 'users:field.name', minWidth: 240, sort: 'name', fixed: true, cell: (row) => <NameCell row={row} /> },
    { id: 'username', label: 'users:field.username', width: 160, sort: 'username', cell: (row) => <Text value={row.username} mono /> },
    { id: 'role', label: 'users:field.role', width: 210, cell: (row) => <RoleText row={row} /> },
    { id: 'email', label: 'users:field.email', width: 240, cell: (row) => <Text value={row.email} /> },
    { id: 'last_sign_in_at', label: 'users:field.lastSignIn', width: 150, sort: 'last_sign_in_at', cell: (row) => <DateText value={row.last_sign_in_at} /> },
    { id: 'active', label: 'users:field.state', width: 120, cell: (row) => <StateBadge user={row} inList /> },
  ],
  filters: [
    locationFilter({ id: 'location', label: 'users:field.location', param: 'location_id' }),
    {
      kind: 'enum',
      id: 'active',
      label: 'users:field.state',
      param: 'active',
      options: [
        { value: 'true', label: 'users:active' },
        { value: 'false', label: 'users:inactive' },
      ],
    },
  ],
  defaultSort: 'name',
  href: userHref,
  rowName: (row) => row.name,
  card: (row) => <UserCard row={row} />,
  Actions: CreateButton,
  Empty: NoUsers,
};
