import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BorrowerType, LoanIn } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { PersonPicker } from '@/entities/person';
import { SupplierPicker } from '@/entities/supplier';
import type { FieldErrors } from '@/shared/dialog';
import { DateField, TextAreaField } from '@/shared/form';
import { addDays, today } from './days';
import classes from './loans.module.css';

const USUAL_DAYS = 7;
const TYPES: BorrowerType[] = ['person', 'third_party'];

/** To whom, for how long, and what for. A person and a third party are kept apart, so that going back loses nothing. */
export interface Wanted {
  type: BorrowerType;
  person: Id | null;
  supplier: Id | null;
  signer: Id | null;
  start: string | null;
  due: string | null;
  purpose: string | null;
  conditions: string | null;
}

export const firstWishes = (): Wanted => {
  const start = today();
  return { type: 'person', person: null, supplier: null, signer: null, start, due: addDays(start, USUAL_DAYS), purpose: null, conditions: null };
};

const borrowerOf = (wanted: Wanted) => (wanted.type === 'person' ? wanted.person : wanted.supplier);

/** Whether enough is said to ask for it. */
export const isComplete = (wanted: Wanted): boolean =>
  borrowerOf(wanted) !== null && (wanted.type === 'person' || wanted.signer !== null) && wanted.start !== null && wanted.due !== null && Boolean(wanted.purpose?.trim());

/** As the API takes it; only of what is complete. */
export const bodyOf = (wanted: Wanted, items: LoanIn['items']): LoanIn => ({
  items,
  borrower_type: wanted.type,
  borrower_id: borrowerOf(wanted)!,
  signer_id: wanted.type === 'person' ? null : wanted.signer,
  start_date: wanted.start!,
  due_date: wanted.due!,
  purpose: wanted.purpose!.trim(),
  conditions: wanted.conditions?.trim() || null,
});

interface LoanFieldsProps {
  value: Wanted;
  onChange: (value: Wanted) => void;
  errors: FieldErrors;
  /** Say what is missing. */
  strict: boolean;
}

/** The fields of a new loan. */
export function LoanFields({ value, onChange, errors, strict }: LoanFieldsProps) {
  const { t } = useTranslation('loans');
  const change = (patch: Partial<Wanted>) => onChange({ ...value, ...patch });
  const missing = (given: unknown, text: string) => (strict && (given === null || given === '') ? text : null);
  return (
    <>
      <SegmentedControl className={classes.types} aria-label={t('create.type')} value={value.type} onChange={(type) => change({ type })} data={TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }))} />
      {value.type === 'person' ? (
        <PersonPicker label={t('column.borrower')} required withCreate value={value.person} onChange={(person) => change({ person })} error={errors.borrower_id ?? missing(value.person, t('create.borrowerMissing'))} />
      ) : (
        <>
          <SupplierPicker label={t('column.borrower')} description={t('create.supplierHint')} required withCreate value={value.supplier} onChange={(supplier) => change({ supplier })} error={errors.borrower_id ?? missing(value.supplier, t('create.borrowerMissing'))} />
          <PersonPicker label={t('signer')} description={t('create.signerHint')} required withCreate value={value.signer} onChange={(signer) => change({ signer })} error={errors.signer_id ?? missing(value.signer, t('create.signerMissing'))} />
        </>
      )}
      <div className={classes.two}>
        <DateField label={t('create.start')} required value={value.start} onChange={(start) => change({ start })} error={errors.start_date ?? missing(value.start, t('create.dateMissing'))} />
        <DateField label={t('create.due')} required value={value.due} onChange={(due) => change({ due })} error={errors.due_date ?? missing(value.due, t('create.dateMissing'))} />
      </div>
      <TextAreaField label={t('column.purpose')} required maxLength={500} value={value.purpose} onChange={(purpose) => change({ purpose })} error={errors.purpose ?? missing(value.purpose?.trim() || null, t('create.purposeMissing'))} />
      <TextAreaField label={t('conditions')} description={t('create.conditionsHint')} maxLength={2000} value={value.conditions} onChange={(conditions) => change({ conditions })} error={errors.conditions} />
    </>
  );
}
