import { peopleApi } from '@/api/catalogue';
import type { PersonOut } from '@/api/types';
import { activeFilter, locationFilter } from '@/entities/filters';
import { PersonCard, PersonCell } from '@/entities/person';
import type { ListDefinition } from '@/shared/list';
import { PlaceText, Text } from '@/shared/ui';
import { CreateButton, NoPeople } from './CreateButton';
import { ActiveBadge, personHref } from './parts';
import { PersonPreview, PersonPreviewActions } from './PersonPreview';

/** The list of people. */
export const peopleList: ListDefinition<PersonOut> = {
  id: 'people',
  title: 'people:title',
  counted: 'people:counted',
  fetch: peopleApi.list,
  columns: [
    { id: 'name', label: 'people:field.name', minWidth: 240, sort: 'name', fixed: true, cell: (row) => <PersonCell name={row.name} to={personHref(row)} /> },
    { id: 'registration', label: 'people:field.registration', width: 130, sort: 'registration', cell: (row) => <Text value={row.registration} mono /> },
    { id: 'location', label: 'people:field.location', width: 280, sort: 'location', cell: (row) => <PlaceText place={row.location} /> },
    { id: 'email', label: 'people:field.email', width: 220, cell: (row) => <Text value={row.email} /> },
    { id: 'cpf', label: 'people:field.cpf', width: 150, optional: true, cell: (row) => <Text value={row.cpf_masked} mono /> },
    { id: 'active', label: 'people:field.state', width: 120, cell: (row) => <ActiveBadge active={row.active} inList /> },
  ],
  filters: [
    locationFilter({ id: 'location', label: 'people:field.location', param: 'location_id' }),
    activeFilter('people'),
  ],
  defaultSort: 'name',
  href: personHref,
  rowName: (row) => row.name,
  card: (row) => (
    <PersonCard
      name={row.name}
      line={
        <>
          {row.registration && <span className="mono">{row.registration}</span>}
          <span className="grow">
            <PlaceText place={row.location} />
          </span>
        </>
      }
      end={!row.active && <ActiveBadge active={false} />}
    />
  ),
  Preview: PersonPreview,
  PreviewActions: PersonPreviewActions,
  Actions: CreateButton,
  Empty: NoPeople,
};
