import { Modal } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem, type ApiProblem } from '@/api/problem';
import { Button } from '../ui/Button';
import { Notice, useProblemText } from '../ui/states';
import classes from './dialog.module.css';
import { beginAtFirstField } from './focus';
import { useAttemptKey } from './useAttemptKey';

/** Messages by name of the field ("reason") and, within lists, by the way to it ("levels/0/approver_ids/1"). */
export type FieldErrors = Record<string, string>;

function fieldErrors(problem: ApiProblem | null): FieldErrors {
  const byPointer = Object.entries(problem?.fieldErrors() ?? {});
  return Object.fromEntries(byPointer.flatMap(([pointer, message]) => [pointer.split('/')[1] ?? '', pointer.slice(1)].map((name) => [name, message])));
}

interface ActDialogProps {
  title: string;
  /** The verb, with what it works on ("Mover 60 ativos"). Without it there is nothing to do here but to read. */
  submitLabel?: string;
  danger?: boolean;
  size?: number;
  onClose: () => void;
  /** Acts. What it throws is shown in the dialog, and what was typed stays. Gets the key of the attempt for a body. */
  onSubmit?: (keyFor: (body: unknown) => string) => Promise<void>;
  /** Refused with 412: the thing as it is now, so that the next attempt is about that. */
  onStale?: (current: unknown) => void;
  children?: ReactNode | ((errors: FieldErrors) => ReactNode);
}

/** A dialog that does one thing: move, archive, delete. */
export function ActDialog({ title, submitLabel, danger, size = 480, onClose, onSubmit, onStale, children }: ActDialogProps) {
  const { t } = useTranslation('shared');
  const keyFor = useAttemptKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const errors = fieldErrors(problem);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // a dialog may stand in the tree of another form
    if (!onSubmit || busy) return;
    const form = event.currentTarget as HTMLFormElement;
    setBusy(true);
    setProblem(null);
    try {
      await onSubmit(keyFor);
    } catch (thrown) {
      const failed = await toProblem(thrown);
      if (failed.status === 412 && failed.current) onStale?.(failed.current);
      setProblem(failed);
    } finally {
      setBusy(false);
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('close') }}>
      <form ref={beginAtFirstField} className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        {typeof children === 'function' ? children(errors) : children}
        {problem && <Problem problem={problem} />}
        <div className={classes.foot}>
          <Button onClick={onClose} data-autofocus={danger || undefined}>
            {onSubmit ? t('cancel') : t('close')}
          </Button>
          {onSubmit && submitLabel && (
            <Button type="submit" variant={danger ? 'danger' : 'primary'} loading={busy}>
              {submitLabel}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

function Problem({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation('dialog');
  const { title, text } = useProblemText(problem);
  if (problem.status === 412) return <Notice tone="warning" title={t('stale.title')}>{t('stale.text')}</Notice>;
  return (
    <Notice tone="danger" title={title}>
      {text}
    </Notice>
  );
}
