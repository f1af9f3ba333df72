import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { locationsApi, type LocationIn } from '@/api/locations';
import type { Id, LocationOut } from '@/api/types';
import { FormDialog } from '@/shared/dialog';
import type { FormField, FormSection, SubmitInput, Values } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { KindField, LatitudeField, LongitudeField } from './formFields';
import { KindText } from './kinds';
import { locationField } from './field';

const name: FormField = { name: 'name', label: 'location:field.name', kind: 'text', required: true, maxLength: 120, wide: true };
const parent = locationField({ name: 'parent_id', label: 'location:field.parent', hint: 'location:parentHint', wide: true });
const rest: FormField[] = [
  { name: 'type', label: 'location:field.type', kind: 'custom', required: true, Component: KindField, Show: ({ value }) => <KindText type={String(value)} /> },
  { name: 'code', label: 'location:field.code', kind: 'text', maxLength: 40, mono: true, hint: 'location:codeHint' },
  { name: 'latitude', label: 'location:field.latitude', kind: 'custom', Component: LatitudeField },
  { name: 'longitude', label: 'location:field.longitude', kind: 'custom', Component: LongitudeField },
];
const CREATE: FormSection[] = [{ id: 'place', fields: [name, parent, ...rest] }];
const EDIT: FormSection[] = [{ id: 'place', fields: [name, ...rest] }];

interface LocationFormDialogProps {
  /** Given: it is changed; its position is changed by a move. */
  item?: LocationOut;
  /** A new one: what it begins with. */
  seed?: { name?: string; parent_id?: Id | null };
  onClose: () => void;
  onSaved?: (saved: LocationOut) => void;
  withAnother?: boolean;
}

const valuesOf = (item: LocationOut): Values => ({ name: item.name, parent_id: item.parent_id, type: item.type, code: item.code, latitude: item.latitude, longitude: item.longitude });

/** Make or change a place. */
export default function LocationFormDialog({ item, seed, onClose, onSaved, withAnother }: LocationFormDialogProps) {
  const { t } = useTranslation('location');
  const client = useQueryClient();
  const [initial, setInitial] = useState<Values>(item ? valuesOf(item) : { name: null, parent_id: null, type: null, code: null, latitude: null, longitude: null, ...seed });
  const submit = ({ values, changed, version, idempotencyKey }: SubmitInput) =>
    item ? (Object.keys(changed).length === 0 ? Promise.resolve(item) : locationsApi.update(item.id, changed, version!)) : locationsApi.create(values as unknown as LocationIn, { idempotencyKey });
  const saved = (place: LocationOut, another: boolean) => {
    toast({ tone: 'success', title: t(item ? 'changed' : 'created', { name: place.name }) });
    void client.invalidateQueries({ queryKey: ['locations'] });
    if (item) void client.invalidateQueries({ queryKey: ['assets'] });
    if (another) {
      setInitial({ ...initial, name: null, code: null, latitude: null, longitude: null, parent_id: place.parent_id, type: place.type });
      return;
    }
    onSaved?.(place);
    onClose();
  };
  return (
    <FormDialog<LocationOut>
      title={t(item ? 'editTitle' : 'createTitle', { name: item?.name })}
      draftKey={item ? `location:${item.id}` : `location:new:${seed?.parent_id ?? 'root'}:${seed?.name ?? ''}`}
      sections={item ? EDIT : CREATE}
      initial={initial}
      version={item?.version ?? null}
      submit={submit}
      onSaved={saved}
      onClose={onClose}
      withAnother={withAnother}
      readCurrent={(current) => ({ values: valuesOf(current as unknown as LocationOut), version: Number(current.version) })}
    />
  );
}
