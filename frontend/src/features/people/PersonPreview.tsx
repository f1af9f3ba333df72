import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonOut } from '@/api/types';
import { HoldingsText } from '@/entities/asset';
import { UserOfPerson } from '@/entities/user';
import { usePermission } from '@/shared/store/store';
import { PreviewFoot } from '@/shared/list';
import { Avatar, KeyValue, PlaceText, Text } from '@/shared/ui';
import { CpfText } from './CpfText';
import { ActiveBadge, personHref } from './parts';
import classes from './people.module.css';

const PersonForm = lazy(() => import('./PersonForm'));

/** What is known of a person; `whole` on her own page, which shows beside it what she answers for. */
export function PersonFacts({ person, whole = false }: { person: PersonOut; whole?: boolean }) {
  const { t } = useTranslation('people');
  const seesUsers = usePermission('users.read');
  const seesAssets = usePermission('assets.read');
  return (
    <KeyValue
      items={[
        { label: t('field.registration'), value: <Text value={person.registration} mono /> },
        { label: t('field.email'), value: <Text value={person.email} /> },
        { label: t('field.cpf'), value: whole ? <CpfText key={person.id} person={person} /> : <Text value={person.cpf_masked} mono /> },
        { label: t('field.location'), value: <PlaceText place={person.location} /> },
        whole && seesUsers && { label: t('field.user'), value: <UserOfPerson personId={person.id} /> },
        (!whole || !seesAssets) && { label: t('holdings'), value: <HoldingsText filter={{ responsible_id: person.id }} /> },
      ]}
    />
  );
}

/** The inside of the preview drawer. */
export function PersonPreview({ row }: { row: PersonOut }) {
  return (
    <>
      <div className={classes.previewHead}>
        <Avatar name={row.name} size="lg" />
        <h2>{row.name}</h2>
        <ActiveBadge active={row.active} />
      </div>
      <PersonFacts person={row} />
    </>
  );
}

/** Foot of the drawer. */
export const PersonPreviewActions = ({ row }: { row: PersonOut }) => <PreviewFoot row={row} to={personHref(row)} texts="people" Form={PersonForm} />;
