import { IconSearch, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

interface TreeSearchProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  inputRef: RefObject<HTMLInputElement | null>;
  /** Arrow down leaves the box for the results. */
  onDown: () => void;
}

/** Search within a tree. */
export function TreeSearch({ value, onChange, label, inputRef, onDown }: TreeSearchProps) {
  const { t } = useTranslation('tree');
  return (
    <div className={classes.search} role="search">
      <IconSearch size={16} aria-hidden />
      <input
        ref={inputRef}
        type="search"
        value={value}
        placeholder={label}
        aria-label={label}
        aria-keyshortcuts="/"
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value) onChange('');
          else if (event.key === 'ArrowDown') onDown();
          else return;
          event.preventDefault();
        }}
      />
      {value ? (
        <button type="button" aria-label={t('clear')} title={t('clear')} onClick={() => (onChange(''), inputRef.current?.focus())}>
          <IconX size={14} aria-hidden />
        </button>
      ) : (
        <kbd aria-hidden>/</kbd>
      )}
    </div>
  );
}
