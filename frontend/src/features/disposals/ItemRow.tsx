import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '@/api/types';
import { ChosenRow } from '@/entities/asset';
import { AmountField } from '@/shared/form';
import { ClassSelect } from './ClassSelect';
import classes from './disposals.module.css';
import type { Item } from './draft';

interface ItemRowProps {
  item: Item;
  /** It has to be appraised. */
  appraised: boolean;
  wrongAsset: string | null;
  wrongClass: string | null;
  wrongValue: string | null;
  wrongNote: string | null;
  wrongPhoto: string | null;
  /** Null takes it off the list. */
  onTell: (id: Id, patch: Partial<Item> | null) => void;
  /** Said while the amount cannot be read. */
  onInvalid: (id: Id, message: string | null) => void;
}

/** One asset of the lot; only the rows that change are drawn again. */
export const ItemRow = memo(function ItemRow({ item, appraised, wrongAsset, wrongClass, wrongValue, wrongNote, wrongPhoto, onTell, onInvalid }: ItemRowProps) {
  const { t } = useTranslation('disposals');
  const about = useId();
  const { asset_id: id, tag } = item;
  const wrong = [wrongAsset, wrongClass, wrongNote, wrongPhoto].filter((text) => text !== null);
  return (
    <ChosenRow asset={{ id, tag, name: item.name }} wrong={wrong.join(' ')} wrongId={about} marked={wrong.length > 0 || wrongValue !== null} onRemove={() => onTell(id, null)}>
      <span className={classes.details}>
        <ClassSelect label={t('editor.classOf', { tag })} empty={t('editor.noClass')} value={item.classification} onChange={(classification) => onTell(id, { classification })} wrong={wrongClass !== null} describedBy={wrong.length > 0 ? about : undefined} />
        <AmountField label={null} aria-label={t('editor.valueOf', { tag })} placeholder={t(appraised ? 'editor.valueNeeded' : 'value.appraised')} value={item.appraised_value} onChange={(appraised_value) => onTell(id, { appraised_value })} onInvalid={(message) => onInvalid(id, message)} error={wrongValue} />
        <input aria-label={t('editor.noteOf', { tag })} aria-invalid={wrongNote !== null || undefined} className={classes.input} placeholder={t('editor.note')} maxLength={500} value={item.note ?? ''} onChange={(event) => onTell(id, { note: event.target.value || null })} />
      </span>
    </ChosenRow>
  );
});
