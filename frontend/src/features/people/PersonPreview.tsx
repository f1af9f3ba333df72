import { IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonOut } from '@/api/types';
import { HoldingsText } from '@/entities/asset';
import { Avatar, Button, KeyValue, LinkButton, PlaceText, Text } from '@/shared/ui';
import { ActiveBadge, personHref } from './parts';
import classes from './people.module.css';

const PersonForm = lazy(() => import('./PersonForm'));

/** What is known of a person, and what the person answers for. */
export function PersonFacts({ person, withHoldings = true }: { person: PersonOut; withHoldings?: boolean }) {
  const { t } = useTranslation('people');
  return (
    <KeyValue
      items={[
        { label: t('field.registration'), value: <Text value={person.registration} mono /> },
        { label: t('field.email'), value: <Text value={person.email} /> },
        { label: t('field.cpf'), value: <Text value={person.cpf_masked} mono /> },
        { label: t('field.location'), value: <PlaceText place={person.location} /> },
        withHoldings && { label: t('holdings'), value: <HoldingsText filter={{ responsible_id: person.id }} /> },
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
export function PersonPreviewActions({ row }: { row: PersonOut }) {
  const { t } = useTranslation('people');
  const [open, setOpen] = useState(false);
  return (
    <>
      <LinkButton to={personHref(row)} variant="primary" grow>
        {t('open')}
      </LinkButton>
      {row.allowed_actions.includes('edit') && (
        <Button icon={<IconPencil size={16} aria-hidden />} onClick={() => setOpen(true)}>
          {t('edit')}
        </Button>
      )}
      {open && (
        <Suspense fallback={null}>
          <PersonForm item={row} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
