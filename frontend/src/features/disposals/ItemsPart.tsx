import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Classification } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { AssetPicker, ChosenList, MOST_CHOSEN, type ChosenAsset } from '@/entities/asset';
import { AssetReader } from '@/entities/asset/AssetReader'; // not with the rest: it brings the scanner
import { CLASSIFICATIONS } from '@/entities/disposal';
import { formatMoney, sumAmounts } from '@/shared/lib/format';
import { ClassSelect } from './ClassSelect';
import classes from './disposals.module.css';
import type { Item } from './draft';
import { ItemRow } from './ItemRow';
import { isAppraised, wantedOf } from './missing';
import type { Editor } from './useEditor';

/** The lot: what is in it, of what class, and what it is worth. */
export function ItemsPart({ editor }: { editor: Editor }) {
  const { t } = useTranslation('disposals');
  const { items, destination } = editor.draft;
  const put = (next: Item[]) => editor.set('items', next);
  const add = ({ id, tag, name }: ChosenAsset) => {
    if (items.length < MOST_CHOSEN && !items.some((item) => item.asset_id === id)) put([{ asset_id: id, tag, name, classification: null, appraised_value: null, note: null }, ...items]);
  };
  const unreadable = (id: Id, message: string | null) => editor.form.setInvalid(`amount ${id}`, message);
  const takeOff = (ids: Id[]) => {
    for (const id of ids) unreadable(id, null); // what was typed wrong goes with its row
    put(items.filter((item) => !ids.includes(item.asset_id)));
  };
  const tell = useLatest((id: Id, patch: Partial<Item> | null) => {
    if (patch !== null) return put(items.map((item) => (item.asset_id === id ? { ...item, ...patch } : item)));
    takeOff([id]);
  });
  const invalid = useLatest(unreadable);
  const none = editor.wrong('items');
  const stopping = items.filter((item) => editor.wrongItem(item.asset_id, 'asset_id')).map((item) => item.asset_id);
  return (
    <div className={classes.lot}>
      <AssetReader picked={items.map(({ asset_id, tag, name }) => ({ id: asset_id, tag, name }))} onPick={add} error={items.length === 0 ? none : null} />
      <AssetPicker label={t('editor.pick')} placeholder={t('editor.pickHint')} value={null} exclude={items.map((item) => item.asset_id)} onChange={(id, option) => id !== null && option && add({ id, tag: option.name, name: option.hint ?? '' })} />
      {items.length > 1 && <All onClass={(classification) => put(items.map((item) => ({ ...item, classification })))} />}
      <ChosenList stopping={stopping} onRemove={takeOff}>
        {items.map((item) => (
          <ItemRow key={item.asset_id} item={item} appraised={isAppraised(destination)} wrongAsset={editor.wrongItem(item.asset_id, 'asset_id')} wrongClass={editor.wrongItem(item.asset_id, 'classification')} wrongValue={editor.wrongItem(item.asset_id, 'appraised_value')} wrongNote={editor.wrongItem(item.asset_id, 'note')} wrongPhoto={editor.wrongItem(item.asset_id, 'photo')} onTell={tell} onInvalid={invalid} />
        ))}
      </ChosenList>
      {items.some((item) => item.appraised_value !== null) && (
        <p className={classes.sum}>
          {t('editor.sum')} <b className="num">{formatMoney(sumAmounts(items.map((item) => item.appraised_value)))}</b>
        </p>
      )}
      {wantedOf(destination, editor.rules).photos_required && <p className="t2">{t('editor.photosWanted')}</p>}
      <Classes />
    </div>
  );
}

/** The same function for ever, which does what the newest one does: a long list is not drawn anew for one of its rows. */
function useLatest<A extends unknown[]>(act: (...args: A) => void): (...args: A) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((...args) => latest.current(...args), []);
}

/** One class for all of them at once. */
function All({ onClass }: { onClass: (classification: Classification) => void }) {
  const { t } = useTranslation('disposals');
  return (
    <div className={classes.all}>
      <span>{t('editor.classifyAll')}</span>
      <ClassSelect label={t('editor.classifyAll')} empty={t('editor.choose')} value={null} onChange={(value) => value !== null && onClass(value)} />
    </div>
  );
}

/** What the decree means by each class. */
function Classes() {
  const { t } = useTranslation('disposals');
  const { t: te } = useTranslation('entities');
  return (
    <details className={classes.classes}>
      <summary>{t('classes.title')}</summary>
      <dl>
        {CLASSIFICATIONS.map((value) => (
          <div key={value}>
            <dt>{te(`asset.condition.${value}`)}</dt>
            <dd>{t(`classes.${value}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="cap">{t('classes.source')}</p>
    </details>
  );
}
