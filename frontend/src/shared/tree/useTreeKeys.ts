import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Id } from '@/api/types';
import type { TreeLine, TreeNode } from './types';

type NodeLine<N> = Extract<TreeLine<N>, { kind: 'node' }>;

const TYPE_AHEAD_MS = 700;

interface TreeKeys<N extends TreeNode> {
  lines: TreeLine<N>[];
  chosenId: Id | null;
  tree: RefObject<HTMLElement | null>;
  toggle: (id: Id, open: boolean) => void;
  onChoose: (node: N) => void;
}

/**
 * Keyboard of the WAI-ARIA tree: arrows walk, right opens and enters, left closes and leaves, Home and End,
 * `*` opens the siblings, letters jump to a name. One node at a time can be reached with Tab.
 */
export function useTreeKeys<N extends TreeNode>({ lines, chosenId, tree, toggle, onChoose }: TreeKeys<N>) {
  const nodes = lines.filter((line): line is NodeLine<N> => line.kind === 'node');
  const [focusId, setFocusId] = useState<Id | null>(null);
  const typed = useRef({ text: '', at: 0 });
  const has = (id: Id | null) => id !== null && nodes.some((line) => line.node.id === id);
  const tabStop = has(focusId) ? focusId : has(chosenId) ? chosenId : (nodes[0]?.node.id ?? null);

  const focus = (line: NodeLine<N> | undefined) => {
    if (!line) return;
    setFocusId(line.node.id);
    const element = tree.current?.querySelector<HTMLElement>(`[data-node="${line.node.id}"]`);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView?.({ block: 'nearest' });
  };
  const parentOf = (index: number) => nodes.slice(0, index).findLast((line) => line.level < nodes[index]!.level);

  const siblings = (index: number): NodeLine<N>[] => {
    const { level } = nodes[index]!;
    let from = index;
    while (from > 0 && nodes[from - 1]!.level >= level) from -= 1;
    let to = index;
    while (to < nodes.length - 1 && nodes[to + 1]!.level >= level) to += 1;
    return nodes.slice(from, to + 1).filter((line) => line.level === level);
  };

  const right = (index: number) => {
    const line = nodes[index]!;
    if (!line.expandable) return;
    if (!line.open) toggle(line.node.id, true);
    else if ((nodes[index + 1]?.level ?? 0) > line.level) focus(nodes[index + 1]);
  };
  const left = (index: number) => {
    const line = nodes[index]!;
    if (line.open) toggle(line.node.id, false);
    else focus(parentOf(index));
  };
  const jump = (index: number, letter: string) => {
    const now = Date.now();
    const text = now - typed.current.at > TYPE_AHEAD_MS ? letter : typed.current.text + letter;
    typed.current = { text, at: now };
    const start = text.length === 1 ? index + 1 : index;
    const around = [...nodes.slice(start), ...nodes.slice(0, start)];
    focus(around.find((line) => plain(line.node.name).startsWith(plain(text))));
  };

  const act = (key: string, index: number): boolean => {
    const line = nodes[index]!;
    const keys: Record<string, () => void> = {
      ArrowDown: () => focus(nodes[index + 1]),
      ArrowUp: () => focus(nodes[index - 1]),
      ArrowRight: () => right(index),
      ArrowLeft: () => left(index),
      Home: () => focus(nodes[0]),
      End: () => focus(nodes[nodes.length - 1]),
      Enter: () => onChoose(line.node),
      ' ': () => onChoose(line.node),
      '*': () => siblings(index).forEach((item) => item.expandable && !item.open && toggle(item.node.id, true)),
    };
    if (keys[key]) keys[key]();
    else if (/^[\p{L}\p{N}]$/u.test(key)) jump(index, key);
    else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const element = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-node]') : null;
    const index = nodes.findIndex((line) => String(line.node.id) === element?.dataset.node);
    if (index === -1 || !act(event.key, index)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { tabStop, onKeyDown, setFocusId, focusFirst: () => focus(nodes[0]) };
}

/** Without accents and case: "agua" finds "Água". */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
