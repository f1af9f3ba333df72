import { SegmentedControl } from '@mantine/core';
import { useId, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { LocationPicker } from '@/entities/location';
import { PersonPicker } from '@/entities/person';
import { TextAreaField } from '@/shared/form';
import type { PickerProps } from '@/shared/pickers';
import type { Choice, Missing, MoveChoices } from './choice';
import classes from './asset-move.module.css';

type AnyPicker = ComponentType<Omit<PickerProps, 'source' | 'icon' | 'onCreate'> & { withCreate?: boolean }>;

interface MoveFieldsProps {
  value: MoveChoices;
  onChange: (value: MoveChoices) => void;
  /** What the asset has now; undefined for several, each with its own. */
  current?: { location: string | null; responsible: string | null };
  errors: Record<string, string>;
  missing: Missing;
}

/** Destination, responsible person and reason of a movement. */
export function MoveFields({ value, onChange, current, errors, missing }: MoveFieldsProps) {
  const { t } = useTranslation('asset-move');
  return (
    <>
      <Part
        name="location"
        Picker={LocationPicker}
        choice={value.location}
        current={current && { text: current.location }}
        error={errors.to_location_id ?? (missing.to_location_id ? t('missing.location') : null)}
        onChange={(location) => onChange({ ...value, location })}
      />
      <Part
        name="responsible"
        Picker={PersonPicker}
        choice={value.responsible}
        current={current && { text: current.responsible }}
        error={errors.to_responsible_id ?? (missing.to_responsible_id ? t('missing.responsible') : null)}
        onChange={(responsible) => onChange({ ...value, responsible })}
      />
      <TextAreaField label={t('reason')} description={t('reasonHint')} maxLength={500} error={errors.reason ?? null} value={value.reason} onChange={(reason) => onChange({ ...value, reason })} />
      {missing.nothing && (
        <p className={classes.wrong} role="alert">
          {t('missing.nothing')}
        </p>
      )}
    </>
  );
}

interface PartProps {
  name: 'location' | 'responsible';
  Picker: AnyPicker;
  choice: Choice;
  current?: { text: string | null };
  error: string | null;
  onChange: (choice: Choice) => void;
}

/** Stay, change, or leave empty: said in words, with what is now and what will be. */
function Part({ name, Picker, choice, current, error, onChange }: PartProps) {
  const { t } = useTranslation('asset-move');
  const id = useId();
  const modes = (['set', 'keep', 'clear'] as const).filter((mode) => mode !== 'clear' || !current || current.text !== null);
  const change = (mode: string) => onChange(mode === 'set' ? { mode: 'set', id: null } : { mode: mode as 'keep' | 'clear' });
  return (
    <div className={classes.part} role="group" aria-labelledby={id}>
      <div className={classes.row}>
        <b id={id}>{t(`${name}.title`)}</b>
        <SegmentedControl size="xs" aria-labelledby={id} value={choice.mode} onChange={change} data={modes.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))} />
      </div>
      {(current || choice.mode !== 'set') && (
        <span className={classes.now}>
          {current ? (
            <>
              <span className="t3">{t('now')}</span> {choice.mode === 'keep' ? (current.text ?? t(`${name}.none`)) : <s>{current.text ?? t(`${name}.none`)}</s>}
            </>
          ) : (
            choice.mode === 'keep' && <span className="t3">{t(`${name}.each`)}</span>
          )}
          {choice.mode === 'clear' && (
            <>
              {' '}
              <span aria-hidden>→</span> <b>{t(`${name}.none`)}</b>
            </>
          )}
        </span>
      )}
      {choice.mode === 'set' && (
        <Picker label={t(`${name}.to`)} value={choice.id} error={error} withCreate onChange={(next, option) => onChange({ mode: 'set', id: next, name: option?.name })} />
      )}
    </div>
  );
}
