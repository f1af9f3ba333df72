import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** Follow a media query without a first render that is wrong. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** True on a phone: cards instead of a table, bottom bar instead of the side navigation. */
export function useIsPhone(): boolean {
  return useMedia('(max-width: 640px)');
}

/** Title of the document: "004217 · Levitiis". */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = `${title} · Levitiis`;
  }, [title]);
}

/** The value as it was when it last rested for `ms`. */
export function useDebounced<T>(value: T, ms = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** The newest version of a callback or value behind a stable reference, for handlers outside of React. */
export function useLatest<T>(value: T): { readonly current: T } {
  const ref = useRef(value);
  useEffect(() => {
    ref.current = value;
  });
  return ref;
}

/** True while the focus is where letters are typed, or a dialog or menu is open: single-key shortcuts keep still. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.closest('input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=combobox], [role=menu], [role=listbox]')) return true;
  return document.querySelector('[role=dialog], [role=menu]') !== null;
}

/** Single-key shortcuts of a screen; each handler is called with the event, which is then used up. */
export function useShortcuts(handlers: Record<string, (event: KeyboardEvent) => void>, enabled = true): void {
  const latest = useLatest(handlers);
  useEffect(() => {
    if (!enabled) return;
    let behindDialog = false;
    // a dialog that closes on this very key is gone before the event arrives here: look while it comes down
    const onWay = () => {
      behindDialog = document.querySelector('[role=dialog], [role=menu]') !== null;
    };
    const onKey = (event: KeyboardEvent) => {
      const handler = latest.current[event.key];
      if (!handler || behindDialog || isTyping(event)) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', onWay, true);
    document.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onWay, true);
      document.removeEventListener('keydown', onKey);
    };
  }, [enabled, latest]);
}
