import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi, type PersonIn } from '@/api/catalogue';
import type { PersonOut } from '@/api/types';
import { locationField } from '@/entities/location';
import { FormDialog } from '@/shared/dialog';
import type { FormField, FormSection, SubmitInput, Values } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { ActiveField, CpfField, isRemoval } from './fields';

const person: FormField[] = [
  { name: 'name', label: 'people:field.name', kind: 'text', required: true, maxLength: 160, wide: true },
  { name: 'registration', label: 'people:field.registration', kind: 'text', maxLength: 40, mono: true },
  { name: 'cpf', label: 'people:field.cpf', kind: 'custom', Component: CpfField },
  { name: 'email', label: 'people:field.email', kind: 'text', maxLength: 254, wide: true },
  locationField({ name: 'location_id', label: 'people:field.location', wide: true, withCreate: true }),
];
const CREATE: FormSection[] = [{ id: 'person', fields: person }];
const EDIT: FormSection[] = [{ id: 'person', fields: [...person, { name: 'active', label: 'people:field.active', kind: 'custom', wide: true, Component: ActiveField }] }];
const EMPTY: Values = { name: null, registration: null, cpf: null, email: null, location_id: null };

/** `cpf` is only ever written: what is stored comes back masked, beside the field. */
const valuesOf = (item: PersonOut): Values => ({ ...EMPTY, name: item.name, registration: item.registration, email: item.email, location_id: item.location_id, active: item.active, cpf_masked: item.cpf_masked });

interface PersonFormProps {
  item?: PersonOut;
  onClose: () => void;
}

/** Register or change a person, beside the list. */
export default function PersonForm({ item, onClose }: PersonFormProps) {
  const { t } = useTranslation('people');
  const client = useQueryClient();
  const [round, setRound] = useState(0);
  const submit = ({ values, changed, version, idempotencyKey }: SubmitInput): Promise<PersonOut> => {
    if (!item) return peopleApi.create(values as unknown as PersonIn, { idempotencyKey });
    const body = isRemoval(changed.cpf) ? { ...changed, cpf: null } : changed;
    return Object.keys(body).length === 0 ? Promise.resolve(item) : peopleApi.update(item.id, body, version!);
  };
  const saved = (result: PersonOut, another: boolean) => {
    toast({ tone: 'success', title: t(item ? 'changed' : 'created', { name: result.name }) });
    void client.invalidateQueries({ queryKey: ['people'] });
    if (item) void client.invalidateQueries({ queryKey: ['assets'] });
    if (another) setRound(round + 1);
    else onClose();
  };
  return (
    <FormDialog<PersonOut>
      key={round}
      as="drawer"
      title={item ? t('editTitle', { name: item.name }) : t('createTitle')}
      draftKey={`person:${item?.id ?? 'new'}`}
      sections={item ? EDIT : CREATE}
      initial={item ? valuesOf(item) : EMPTY}
      version={item?.version ?? null}
      submit={submit}
      onSaved={saved}
      onClose={onClose}
      withAnother={!item}
      readCurrent={(current) => ({ values: valuesOf(current as unknown as PersonOut), version: Number(current.version) })}
    />
  );
}
