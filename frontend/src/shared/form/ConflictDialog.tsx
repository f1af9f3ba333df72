import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DASH, formatAmount, formatDate } from '../lib/format';
import { asText } from '../lib/text';
import { Button } from '../ui/Button';
import classes from './form.module.css';
import type { Conflict } from './merge';
import type { ResourceForm } from './useResourceForm';
import type { FormField, Values } from './types';

/** 412: both versions side by side, only the fields that both changed. Nothing is lost whichever way it ends. */
export function ConflictDialog({ form }: { form: ResourceForm }) {
  const { t } = useTranslation('shared');
  const [choices, setChoices] = useState<Record<string, 'mine' | 'theirs'>>({});
  const conflict = form.conflict;
  if (!conflict) return null;
  const chosen = (item: Conflict) => choices[item.field.name] ?? 'mine';
  const save = () => {
    const picked: Values = Object.fromEntries(conflict.conflicts.map((item) => [item.field.name, item[chosen(item)]]));
    void form.resolve(picked);
  };
  return (
    <Modal opened onClose={form.cancelConflict} title={t('form.conflict.title')} size={760} closeButtonProps={{ 'aria-label': t('close') }}>
      <p className="t2" style={{ fontSize: 13, paddingBottom: 12 }}>
        {conflict.conflicts.length > 0 ? t('form.conflict.text') : t('form.conflict.textNobody')}
      </p>
      {conflict.conflicts.length > 0 && (
        <table className={classes.compare}>
          <colgroup>
            <col style={{ width: 140 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('form.conflict.field')}</th>
              <th scope="col">{t('form.conflict.mine')}</th>
              <th scope="col">{t('form.conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {conflict.conflicts.map((item) => (
              <tr key={item.field.name}>
                <th scope="row">{t(item.field.label)}</th>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side}>
                    <label className={classes.pick}>
                      <input
                        type="radio"
                        name={`conflict-${item.field.name}`}
                        aria-label={`${t(item.field.label)}: ${t(`form.conflict.${side}`)}`}
                        checked={chosen(item) === side}
                        onChange={() => setChoices({ ...choices, [item.field.name]: side })}
                      />
                      <span>
                        <FieldValue field={item.field} value={item[side]} />
                      </span>
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={classes.foot} style={{ border: 0 }}>
        <span className="cap">{conflict.resolved > 0 && t('form.conflict.resolved', { count: conflict.resolved })}</span>
        <Button onClick={form.takeTheirs}>{t('form.conflict.discard')}</Button>
        <Button variant="primary" onClick={save} loading={form.busy}>
          {t('form.conflict.keep')}
        </Button>
      </div>
    </Modal>
  );
}

/** A value of a field in words. */
export function FieldValue({ field, value }: { field: FormField; value: unknown }) {
  const { t } = useTranslation('shared');
  if (value === null || value === undefined || value === '') return <span className="t3">{DASH}</span>;
  if (field.Show) return <field.Show value={value} />;
  const text = asText(value);
  if (field.kind === 'amount') return <>{formatAmount(text)}</>;
  if (field.kind === 'date') return <>{formatDate(text)}</>;
  const option = field.kind === 'select' ? field.options?.find((item) => item.value === value) : undefined;
  return <>{option ? t(option.label) : text}</>;
}
