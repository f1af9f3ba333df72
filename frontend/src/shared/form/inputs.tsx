import { Popover, Textarea, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAmount, formatDate, parseAmount, parseDate } from '../lib/format';
import { useOwnPortal } from '../lib/inPopover';
import { IconButton } from '../ui/Button';

const Calendar = lazy(() => import('./Calendar'));

export interface FieldProps<T> {
  label: ReactNode;
  /** Where the place says what it is to the eye, instead of the label. */
  'aria-label'?: string;
  value: T;
  onChange: (value: T) => void;
  error?: string | null;
  description?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  name?: string;
  maxLength?: number;
  placeholder?: string;
  mono?: boolean;
  autoComplete?: string;
  /** Said by the field itself while what is typed cannot be read; null when it can. */
  onInvalid?: (message: string | null) => void;
}

/** One line of text; empty is null. */
export function TextField({ value, onChange, mono, onInvalid: _, ...rest }: FieldProps<string | null>) {
  return <TextInput {...rest} value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value || null)} classNames={mono ? { input: 'mono' } : undefined} />;
}

/** Several lines; grows with what is typed. */
export function TextAreaField({ value, onChange, mono: _mono, onInvalid: _, ...rest }: FieldProps<string | null>) {
  return <Textarea {...rest} autosize minRows={3} maxRows={10} value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value || null)} />;
}

/** Shows a value as text while nobody types; hands on what can be read and says when it cannot. */
export function useTypedText<T>(value: T | null, show: (value: T) => string, parse: (text: string) => T | null, onChange: (value: T | null) => void, invalid: string, onInvalid?: (message: string | null) => void) {
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const report = (bad: boolean) => {
    setWrong(bad);
    onInvalid?.(bad ? invalid : null);
  };
  const type = (next: string) => {
    setText(next);
    if (wrong) report(false);
    const parsed = next.trim() === '' ? null : parse(next);
    if (parsed !== null || next.trim() === '') onChange(parsed);
  };
  const leave = () => {
    const unreadable = text !== null && text.trim() !== '' && parse(text) === null;
    report(unreadable);
    if (!unreadable) setText(null); // what cannot be read stays as it was typed
  };
  return { shown: text ?? (value === null ? '' : show(value)), type, leave, error: wrong ? invalid : null, forget: () => (setText(null), report(false)) };
}

/** Money: "1.234,56" on the screen, "1234.56" as the value. */
export function AmountField({ value, onChange, error, onInvalid, mono: _m, ...rest }: FieldProps<string | null>) {
  const { t } = useTranslation('shared');
  const typed = useTypedText(value, formatAmount, parseAmount, onChange, t('amount.invalid'), onInvalid);
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      value={typed.shown}
      error={typed.error ?? error}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.leave}
      onKeyDown={(event) => event.key === 'Enter' && typed.leave()}
    />
  );
}

/** A day: typed as dd/mm/aaaa or taken from the calendar; "2026-11-18" as the value. */
export function DateField({ value, onChange, error, onInvalid, mono: _m, ...rest }: FieldProps<string | null>) {
  const { t } = useTranslation('shared');
  const [open, setOpen] = useState(false);
  const ownPortal = useOwnPortal();
  const typed = useTypedText(value, formatDate, parseDate, onChange, t('date.invalid'), onInvalid);
  return (
    <TextInput
      {...rest}
      inputMode="numeric"
      placeholder={t('date.placeholder')}
      value={typed.shown}
      error={typed.error ?? error}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.leave}
      onKeyDown={(event) => event.key === 'Enter' && typed.leave()}
      rightSectionPointerEvents="all"
      rightSection={
        <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus withinPortal={ownPortal}>
          <Popover.Target>
            <IconButton label={t('date.open')} size="sm" disabled={rest.disabled} onClick={() => setOpen(!open)}>
              <IconCalendar size={16} />
            </IconButton>
          </Popover.Target>
          <Popover.Dropdown p="sm" aria-label={t('date.open')}>
            <Suspense fallback={<div style={{ width: 252, height: 270 }} />}>
              <Calendar
                value={value}
                onChange={(day) => {
                  typed.forget();
                  onChange(day);
                  setOpen(false);
                }}
              />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}
