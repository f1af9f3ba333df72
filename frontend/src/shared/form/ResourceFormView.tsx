import { Select } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasPermission, useStore } from '../store/store';
import { cx } from '../lib/cx';
import { Button } from '../ui/Button';
import { Notice, useProblemText } from '../ui/states';
import { ConflictDialog } from './ConflictDialog';
import classes from './form.module.css';
import { AmountField, DateField, TextAreaField, TextField } from './inputs';
import type { ResourceForm } from './useResourceForm';
import type { FormField, FormSection } from './types';

interface ResourceFormViewProps {
  form: ResourceForm;
  sections: FormSection[];
  /** "Salvar e adicionar outro": only where something new is made. */
  withAnother?: boolean;
  /** Text of the main button; by default "Salvar". */
  saveLabel?: string;
  onCancel?: () => void;
  /** A long form in a page: the buttons stay in sight. */
  stickyFoot?: boolean;
  children?: ReactNode;
}

/** A form drawn from its sections, with the state of `useResourceForm`. */
export function ResourceFormView({ form, sections, withAnother, saveLabel, onCancel, stickyFoot, children }: ResourceFormViewProps) {
  const { t } = useTranslation('shared');
  const user = useStore((state) => state.user);
  const problems = Object.keys(form.errors).filter((name) => !name.includes('/')).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.save();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <DraftNotice form={form} />
      {sections.map((section) => (
        <fieldset key={section.id} className={classes.section} data-titled={section.title ? true : undefined}>
          {section.title && (
            <legend>
              {t(section.title)}
              {section.hint && <span className={classes.sectionHint}>{t(section.hint)}</span>}
            </legend>
          )}
          <div className={classes.fields}>
            {section.fields
              .filter((field) => hasPermission(user, field.permission))
              .map((field) => (
                <div key={field.name} data-field={field.name} className={cx((field.wide || field.kind === 'textarea') && classes.wide)}>
                  <Field field={field} form={form} />
                </div>
              ))}
          </div>
        </fieldset>
      ))}
      {children}
      {form.general && <GeneralProblem error={form.general} />}
      <div className={cx(classes.foot, stickyFoot && classes.sticky)} data-problems={problems > 0 || undefined}>
        <span className={classes.problems} role="status">
          {problems > 0 && (
            <>
              <IconAlertOctagon size={14} aria-hidden /> {t('form.problems', { count: problems })}
            </>
          )}
        </span>
        {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
        {withAnother && (
          <Button onClick={() => void form.save(true)} disabled={form.busy}>
            {t('form.saveAndAddAnother')}
          </Button>
        )}
        <Button type="submit" variant="primary" loading={form.busy}>
          {saveLabel ?? t('form.save')}
        </Button>
      </div>
      <ConflictDialog form={form} />
    </form>
  );
}

/** What is shown was typed before and never saved; it can be dropped. */
export function DraftNotice({ form }: { form: ResourceForm }) {
  const { t } = useTranslation('shared');
  if (!form.fromDraft) return null;
  return (
    <Notice tone="info">
      <span>
        {t('form.draft')}{' '}
        <Button variant="link" size="sm" onClick={form.discard}>
          {t('form.discardDraft')}
        </Button>
      </span>
    </Notice>
  );
}

/** A failure that belongs to no field; what was typed is still there. */
export function GeneralProblem({ error }: { error: unknown }) {
  const { t } = useTranslation('shared');
  const { title, text } = useProblemText(error);
  return (
    <Notice tone="danger" title={title}>
      <span>
        {text} {t('form.kept')}
      </span>
    </Notice>
  );
}

function Field({ field, form }: { field: FormField; form: ResourceForm }) {
  const { t } = useTranslation('shared');
  const common = {
    label: t(field.label),
    name: field.name,
    error: form.errors[field.name] ?? null,
    required: field.required,
    description: field.hint ? t(field.hint) : undefined,
    maxLength: undefined,
    autoComplete: field.autoComplete ?? 'off',
  };
  const value = form.values[field.name];
  const text = { ...common, mono: field.mono, value: (value as string | null | undefined) ?? null, onChange: (next: string | null) => form.set(field.name, next), onInvalid: (message: string | null) => form.setInvalid(field.name, message) };
  if (field.kind === 'custom' && field.Component) {
    const { name: _n, maxLength: _m, autoComplete: _a, ...rest } = common;
    return <field.Component {...rest} value={value} values={form.values} onChange={(next) => form.set(field.name, next)} onInvalid={text.onInvalid} />;
  }
  if (field.kind === 'textarea') return <TextAreaField {...text} />;
  if (field.kind === 'amount') return <AmountField {...text} />;
  if (field.kind === 'date') return <DateField {...text} />;
  if (field.kind === 'select') {
    return (
      <Select
        {...common}
        value={(value as string | null | undefined) ?? null}
        onChange={(next) => form.set(field.name, next)}
        data={(field.options ?? []).map((option) => ({ value: option.value, label: t(option.label) }))}
        clearable={!field.required}
        allowDeselect={!field.required}
        comboboxProps={{ withinPortal: true }}
        clearButtonProps={{ 'aria-label': t('picker.clear') }}
      />
    );
  }
  return <TextField {...text} />;
}
