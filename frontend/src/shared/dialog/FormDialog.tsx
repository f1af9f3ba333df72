import { Drawer, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ResourceFormView, useResourceForm, type FormSection, type SubmitInput, type Values } from '../form';
import classes from './dialog.module.css';
import { beginAtFirstField } from './focus';

export interface FormDialogProps<Saved> {
  title: string;
  /** Beside the list (drawer) or in the middle. */
  as?: 'drawer' | 'modal';
  /** Name of the draft, see `useResourceForm`. */
  draftKey: string;
  sections: FormSection[];
  initial: Values;
  version: number | null;
  submit: (input: SubmitInput) => Promise<Saved>;
  onSaved: (saved: Saved, another: boolean) => void;
  onClose: () => void;
  withAnother?: boolean;
  saveLabel?: string;
  readCurrent?: (current: Record<string, unknown>) => { values: Values; version: number };
}

/** A form of the kit in a dialog. Closing keeps what was typed as a draft, which the next opening shows and can drop. */
export function FormDialog<Saved>({ title, as = 'modal', onClose, ...form }: FormDialogProps<Saved>) {
  const { t } = useTranslation('shared');
  const common = { opened: true, onClose, title, closeButtonProps: { 'aria-label': t('close') } };
  // the events of React go through portals: a form in the page around this one must not hear ours
  const body = (
    <div ref={beginAtFirstField} className={classes.inner} onSubmit={(event) => event.stopPropagation()}>
      <Body {...form} onClose={onClose} />
    </div>
  );
  if (as === 'drawer') {
    return (
      <Drawer {...common} position="right" size={480} padding={20}>
        {body}
      </Drawer>
    );
  }
  return (
    <Modal {...common} size={600}>
      {body}
    </Modal>
  );
}

function Body<Saved>({ sections, withAnother, saveLabel, onClose, ...options }: Omit<FormDialogProps<Saved>, 'title' | 'as'>) {
  const form = useResourceForm<Saved>({ ...options, sections });
  return <ResourceFormView form={form} sections={sections} withAnother={withAnother} saveLabel={saveLabel} onCancel={onClose} />;
}
