import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rolesApi, type RoleOut } from '@/api/roles';
import { formatNumber } from '@/shared/lib/format';
import type { ListDefinition } from '@/shared/list';
import { CreateButton, NoRoles } from './CreateButton';
import { OriginBadge, RoleName, roleHref } from './parts';
import classes from './roles.module.css';

function NameCell({ row }: { row: RoleOut }) {
  return (
    <Link to={roleHref(row)} className={classes.name}>
      <RoleName role={row} />
    </Link>
  );
}

function RoleCard({ row }: { row: RoleOut }) {
  const { t } = useTranslation('roles');
  return (
    <span className={classes.card}>
      <b className="grow">
        <RoleName role={row} />
      </b>
      <span className="t2">{t('users', { count: row.user_count, formatted: formatNumber(row.user_count) })}</span>
    </span>
  );
}

/** The list of roles. */
export const rolesList: ListDefinition<RoleOut> = {
  id: 'roles',
  title: 'roles:title',
  counted: 'roles:counted',
  fetch: rolesApi.list,
  columns: [
    { id: 'name', label: 'roles:field.name', minWidth: 240, sort: 'name', fixed: true, cell: (row) => <NameCell row={row} /> },
    { id: 'origin', label: 'roles:field.origin', width: 160, cell: (row) => <OriginBadge role={row} /> },
    { id: 'permissions', label: 'roles:field.permissions', width: 140, align: 'right', cell: (row) => formatNumber(row.permissions.length) },
    { id: 'users', label: 'roles:field.users', width: 120, align: 'right', sort: 'users', cell: (row) => formatNumber(row.user_count) },
  ],
  filters: [
    {
      kind: 'enum',
      id: 'origin',
      label: 'roles:field.origin',
      param: 'built_in',
      options: [
        { value: 'true', label: 'roles:builtIn' },
        { value: 'false', label: 'roles:own' },
      ],
    },
  ],
  defaultSort: 'name',
  href: roleHref,
  rowName: (row) => row.label_pt,
  card: (row) => <RoleCard row={row} />,
  Actions: CreateButton,
  Empty: NoRoles,
};
