import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WriteOptions } from '@/api/resources';
import { TextAreaField } from '../form';
import { toast } from '../toast/toast';
import { ActDialog, type FieldErrors } from './ActDialog';

/** Something that goes from state to state, with the version that was read. */
interface Versioned {
  version: number;
}

export interface StepWords {
  title: string;
  submit: string;
  /** What the step does, in a sentence. */
  about: string;
  /** Told when it is done, in the words of what it is then. */
  done: string;
}

interface StepDialogProps<T extends Versioned> {
  item: T;
  words: (item: T) => StepWords;
  danger?: boolean;
  onClose: () => void;
  /** Acts on the thing as it was read last. Null: something is missing, and the dialog says so. */
  run: (item: T, options: (body: unknown) => WriteOptions) => Promise<T> | null;
  onMoved: (item: T) => void;
  children?: (errors: FieldErrors) => ReactNode;
}

/** One step of a document: what it does in a sentence, what it needs, and the button. */
export function StepDialog<T extends Versioned>({ item, words, danger, onClose, run, onMoved, children }: StepDialogProps<T>) {
  const [current, setCurrent] = useState(item);
  const { title, submit: submitLabel, about } = words(current);
  const submit = async (keyFor: (body: unknown) => string) => {
    const moving = run(current, (body) => ({ idempotencyKey: keyFor([body, current.version]) }));
    if (moving === null) return;
    const after = await moving;
    onMoved(after);
    toast({ tone: 'success', title: words(after).done });
    onClose();
  };
  return (
    <ActDialog title={title} submitLabel={submitLabel} danger={danger} onClose={onClose} onSubmit={submit} onStale={(now) => setCurrent(now as T)}>
      {(errors) => (
        <>
          <p className="t2">{about}</p>
          {children?.(errors)}
        </>
      )}
    </ActDialog>
  );
}

/** Why something is done; it is asked for before anything is sent. */
export function useReason() {
  const { t } = useTranslation('dialog');
  const [reason, setReason] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const field = (errors: FieldErrors) => (
    <TextAreaField label={t('reason')} required maxLength={500} value={reason} error={errors.reason ?? (missing ? t('reasonMissing') : null)} onChange={(next) => (setReason(next), setMissing(false))} />
  );
  const read = () => {
    const given = reason?.trim() || null;
    setMissing(given === null);
    return given;
  };
  return { field, read };
}
