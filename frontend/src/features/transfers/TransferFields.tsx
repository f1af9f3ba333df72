import { useTranslation } from 'react-i18next';
import type { Id } from '@/api/types';
import { LocationPicker } from '@/entities/location';
import { PersonPicker } from '@/entities/person';
import type { FieldErrors } from '@/shared/dialog';
import { TextAreaField } from '@/shared/form';

/** Where to, to whom, and why. */
export interface Wanted {
  place: Id | null;
  person: Id | null;
  reason: string | null;
}

export const NOTHING: Wanted = { place: null, person: null, reason: null };

/** Whether enough is said: a destination or a person, and why. */
export const isComplete = (wanted: Wanted): boolean => (wanted.place !== null || wanted.person !== null) && Boolean(wanted.reason?.trim());

/** As the API takes it. */
export const bodyOf = (wanted: Wanted, ids: Id[]) => ({ asset_ids: ids, to_location_id: wanted.place, to_responsible_id: wanted.person, reason: wanted.reason?.trim() ?? '' });

interface TransferFieldsProps {
  value: Wanted;
  onChange: (value: Wanted) => void;
  errors: FieldErrors;
  /** Say what is missing. */
  strict: boolean;
}

/** The fields that every transfer has; without a destination it is an assignment. */
export function TransferFields({ value, onChange, errors, strict }: TransferFieldsProps) {
  const { t } = useTranslation('transfers');
  const nowhere = strict && value.place === null && value.person === null;
  return (
    <>
      <LocationPicker label={t('column.to')} description={t('create.placeHint')} value={value.place} onChange={(place) => onChange({ ...value, place })} error={errors.to_location_id ?? (nowhere ? t('create.placeMissing') : null)} />
      <PersonPicker label={t('column.responsible')} description={t('create.responsibleHint')} value={value.person} onChange={(person) => onChange({ ...value, person })} error={errors.to_responsible_id ?? null} />
      <TextAreaField label={t('column.reason')} required maxLength={500} value={value.reason} onChange={(reason) => onChange({ ...value, reason })} error={errors.reason ?? (strict && !value.reason?.trim() ? t('reasonMissing') : null)} />
    </>
  );
}
