import { IconKeyboard, IconScan } from '@tabler/icons-react';
import { useId, useRef, useState, type ClipboardEvent, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMedia } from '../hooks';
import { Button } from '../ui/Button';
import { codeOf, endsCode, splitCodes } from './codes';
import classes from './scanner.module.css';
import { useKeepFocus } from './useKeepFocus';

interface CodeFieldProps {
  label: string;
  hint?: string;
  error?: string | null;
  onCode: (code: string) => void;
  /** Takes the focus at once, and letters typed anywhere on the page. */
  capture?: boolean;
}

/**
 * Type a code, paste several, or let a keyboard scanner send them; Enter, Tab, CR or LF ends each.
 * On a touch screen the keyboard stays away until the field is tapped: there the camera or a scanner reads.
 */
export function CodeField({ label, hint, error, onCode, capture = true }: CodeFieldProps) {
  const { t } = useTranslation('scanner');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const touch = useMedia('(pointer: coarse)');
  const [typing, setTyping] = useState(false);
  useKeepFocus(field, capture);

  const send = () => {
    const code = codeOf(text);
    setText('');
    if (code) onCode(code);
    field.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || !endsCode(event)) return;
    if (!text.trim() && event.key === 'Tab') return; // an empty field lets Tab go on
    event.preventDefault();
    if (text.trim()) send();
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    if (!/[\r\n\t]/.test(pasted)) return;
    event.preventDefault();
    setText('');
    splitCodes(text + pasted).forEach(onCode);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) send();
  };
  const silent = touch && !typing;
  const onPointerDown = () => {
    if (!silent) return;
    setTyping(true);
    field.current?.blur(); // the tap focuses it again, now with the keyboard
  };
  return (
    <form className={classes.code} onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <div className={classes.codeLine}>
        <span className={classes.codeInput}>
          <IconScan size={18} aria-hidden />
          <input
            id={id}
            ref={field}
            className="mono"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onPointerDown={onPointerDown}
            inputMode={silent ? 'none' : 'text'}
            autoFocus={capture}
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            aria-invalid={error ? true : undefined}
            aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
          />
        </span>
        <Button type="submit" icon={<IconKeyboard size={16} aria-hidden />} disabled={!text.trim()}>
          {t('field.send')}
        </Button>
      </div>
      {hint && (
        <p className="cap" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className={classes.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </form>
  );
}
