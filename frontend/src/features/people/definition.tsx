import { Link } from 'react-router';
import { peopleApi } from '@/api/catalogue';
import type { PersonOut } from '@/api/types';
import { locationFilter } from '@/entities/filters';
import type { ListDefinition } from '@/shared/list';
import { Avatar, PlaceText, Text } from '@/shared/ui';
import { CreateButton, NoPeople } from './CreateButton';
import { ActiveBadge, personHref } from './parts';
import { PersonPreview, PersonPreviewActions } from './PersonPreview';
import classes from './people.module.css';

function NameCell({ row }: { row: PersonOut }) {
  return (
    <span className={classes.name}>
      <Avatar name={row.name} />
      <Link to={personHref(row)} title={row.name}>
        {row.name}
      </Link>
    </span>
  );
}

function PersonCard({ row }: { row: PersonOut }) {
  return (
    <span className={classes.card}>
      <Avatar name={row.name} size="lg" />
      <span className="grow">
        <b className={classes.cardName}>{row.name}</b>
        <span className={classes.cardLine}>
          {row.registration && <span className="mono">{row.registration}</span>}
          <span className="grow">
            <PlaceText place={row.location} />
          </span>
        </span>
      </span>
      {!row.active && <ActiveBadge active={false} />}
    </span>
  );
}

/** The list of people. */
export const peopleList: ListDefinition<PersonOut> = {
  id: 'people',
  title: 'people:title',
  counted: 'people:counted',
  fetch: peopleApi.list,
  columns: [
    { id: 'name', label: 'people:field.name', minWidth: 240, sort: 'name', fixed: true, cell: (row) => <NameCell row={row} /> },
    { id: 'registration', label: 'people:field.registration', width: 130, sort: 'registration', cell: (row) => <Text value={row.registration} mono /> },
    { id: 'location', label: 'people:field.location', width: 280, sort: 'location', cell: (row) => <PlaceText place={row.location} /> },
    { id: 'email', label: 'people:field.email', width: 220, cell: (row) => <Text value={row.email} /> },
    { id: 'cpf', label: 'people:field.cpf', width: 150, optional: true, cell: (row) => <Text value={row.cpf_masked} mono /> },
    { id: 'active', label: 'people:field.state', width: 120, cell: (row) => <ActiveBadge active={row.active} inList /> },
  ],
  filters: [
    locationFilter({ id: 'location', label: 'people:field.location', param: 'location_id' }),
    {
      kind: 'enum',
      id: 'active',
      label: 'people:field.state',
      param: 'active',
      options: [
        { value: 'true', label: 'people:active' },
        { value: 'false', label: 'people:inactive' },
      ],
    },
  ],
  defaultSort: 'name',
  href: personHref,
  rowName: (row) => row.name,
  card: (row) => <PersonCard row={row} />,
  Preview: PersonPreview,
  PreviewActions: PersonPreviewActions,
  Actions: CreateButton,
  Empty: NoPeople,
};
