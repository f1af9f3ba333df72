import { useEffect, type RefObject } from 'react';

const TAKES_KEYS = 'input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=menu], [role=dialog]';

/**
 * Letters that are typed while nothing else takes them belong to this field, so that a keyboard scanner
 * never reads into the void. The focus itself is not held fast: Tab and clicks go where they always go.
 */
export function useKeepFocus(field: RefObject<HTMLInputElement | null>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target === field.current || target?.closest(TAKES_KEYS) || document.querySelector('[role=dialog], [role=menu]')) return;
      if (event.key === ' ' && target?.closest('button, a, [role=button], [role=radio]')) return;
      field.current?.focus({ preventScroll: true }); // the letter itself then arrives in the field
    };
    const onReturn = () => {
      if (document.activeElement === document.body || document.activeElement === null) field.current?.focus({ preventScroll: true });
    };
    document.addEventListener('keydown', onKey, true);
    window.addEventListener('focus', onReturn);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      window.removeEventListener('focus', onReturn);
    };
  }, [enabled, field]);
}
