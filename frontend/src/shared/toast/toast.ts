import { create } from 'zustand';

export interface Toast {
  id: number;
  tone: 'success' | 'info' | 'danger';
  title: string;
  text?: string;
  action?: { label: string; run: () => void };
}

const SHOWN_MS = 4000;
let next = 1;

/** Short-lived messages on the screen; no state of the program, hence beside the global store. */
export const useToasts = create<{ toasts: Toast[] }>()(() => ({ toasts: [] }));

/** Show a message: 4 s (longer with an action); an error stays until it is closed. Returns its id. */
export function toast(message: Omit<Toast, 'id'>): number {
  const id = next++;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...message, id }] }));
  if (message.tone !== 'danger') setTimeout(() => closeToast(id), message.action ? SHOWN_MS * 2 : SHOWN_MS);
  return id;
}

/** Take a message away. */
export function closeToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((item) => item.id !== id) }));
}
