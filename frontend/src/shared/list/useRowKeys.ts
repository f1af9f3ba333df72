import { useState, type RefObject } from 'react';
import { useShortcuts } from '../hooks';

interface RowKeys<Row> {
  rows: Row[];
  container: RefObject<HTMLElement | null>;
  searchRef: RefObject<HTMLInputElement | null>;
  openId: number | null;
  /** Follow the cursor with the preview (only while it is open), open it, or go to the page of the row. */
  onPreview: (row: Row) => void;
  onOpen: (row: Row) => void;
  onToggle: (row: Row) => void;
  onEscape: () => void;
}

/** j/k and arrows move, Enter opens the preview and then the page, x selects, / searches, Escape closes. */
export function useRowKeys<Row extends { id: number }>({ rows, container, searchRef, openId, onPreview, onOpen, onToggle, onEscape }: RowKeys<Row>) {
  const [cursor, setCursor] = useState<number | null>(null);
  const currentId = openId ?? cursor;
  const index = rows.findIndex((row) => row.id === currentId);

  const step = (by: 1 | -1) => {
    const next = rows[index === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, index + by))];
    if (!next) return;
    setCursor(next.id);
    if (openId !== null) onPreview(next);
    requestAnimationFrame(() => {
      const line = container.current?.querySelector<HTMLElement>(`[data-row="${next.id}"]`);
      line?.focus({ preventScroll: true });
      line?.scrollIntoView?.({ block: 'nearest' });
    });
  };
  const withRow = (use: (row: Row) => void) => () => {
    const row = rows[index];
    if (row) use(row);
  };

  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    x: withRow(onToggle),
    '/': () => searchRef.current?.focus(),
    Escape: onEscape,
  });
  // Enter and the arrows belong to the row only while it has the focus: buttons and scrolling keep them elsewhere
  const onKeyDown = (event: { key: string; target: EventTarget; preventDefault: () => void }) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-row]')) return;
    const id = Number(event.target.dataset.row);
    const row = rows.find((item) => item.id === id);
    if (!row) return;
    if (!['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
    event.preventDefault();
    if (event.key !== 'Enter') step(event.key === 'ArrowDown' ? 1 : -1);
    else if (openId === id) onOpen(row);
    else onPreview(row);
  };
  return { cursor: index === -1 ? null : (currentId ?? null), setCursor, step, onKeyDown };
}
