import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SupplierPicker } from '@/entities/supplier';
import { DateField, TextAreaField, TextField } from '@/shared/form';
import { DestinationSelect } from './DestinationSelect';
import classes from './disposals.module.css';
import { isGone, isReceived } from './missing';
import type { Editor } from './useEditor';

/** Where the lot goes, with what that destination needs, and why. */
export function DestinationFields({ editor }: { editor: Editor }) {
  const { t } = useTranslation('disposals');
  const { draft, set, wrong } = editor;
  const { destination } = draft;
  return (
    <>
      <DestinationSelect value={destination} onChange={(value) => set('destination', value)} error={wrong('destination')} />
      {(isReceived(destination) || destination === 'discard') && (
        <>
          <SupplierPicker label={t('column.recipient')} description={t('editor.recipientHint')} withCreate value={draft.supplier_id} onChange={(id) => set('supplier_id', id)} error={wrong('supplier_id')} />
          <Switch label={t('ewaste')} description={t('editor.ewasteHint')} checked={draft.is_ewaste} onChange={(event) => set('is_ewaste', event.currentTarget.checked)} error={wrong('is_ewaste')} />
        </>
      )}
      {isGone(destination) && (
        <div className={classes.two}>
          <TextField label={t('policeReport')} required={destination === 'theft'} maxLength={60} value={draft.police_report} onChange={(value) => set('police_report', value)} error={wrong('police_report')} />
          <DateField label={t('policeReportDate')} required={destination === 'theft'} value={draft.police_report_date} onChange={(value) => set('police_report_date', value)} onInvalid={(message) => editor.form.setInvalid('police_report_date', message)} error={wrong('police_report_date')} />
        </div>
      )}
      <TextAreaField label={t('column.reason')} required maxLength={500} value={draft.reason} onChange={(value) => set('reason', value)} error={wrong('reason')} />
    </>
  );
}
