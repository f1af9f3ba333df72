import type { ReactNode } from 'react';

/** Kinds of a verdict; each has its colour, icon and sound. */
export type VerdictTone = 'success' | 'info' | 'neutral' | 'warning' | 'danger';

/** What a code that was read means here, in words. */
export interface Verdict {
  tone: VerdictTone;
  /** "Esperado aqui". */
  title: string;
  /** Code of the thing, drawn as its plate. */
  plate?: string;
  /** Name of the thing, or what to do. */
  text?: string;
  /** Page of the thing. */
  to?: string;
}

export type ReadVia = 'camera' | 'typed';

/** One code that was read, with what came of it. */
export interface Reading<T = unknown> {
  key: number;
  code: string;
  via: ReadVia;
  at: number;
  /** `pending`: not answered yet; `failed`: no answer, may be tried again; `undone`: taken back. */
  state: 'pending' | 'done' | 'failed' | 'undone';
  verdict: Verdict | null;
  data?: T;
}

/** Finds out what a code means. `before` is the earlier reading of the same code that still counts. */
export type ReadCode<T> = (code: string, context: { via: ReadVia; before: Reading<T> | undefined }) => Promise<{ verdict: Verdict; data?: T }>;

export interface ScannerProps<T> {
  /** Shown while nothing was read yet: what can be read here, and how. */
  empty?: ReactNode;
  /** Name of the field ("Código do ativo"). */
  label: string;
  /** What is wrong while nothing was read. */
  error?: string | null;
  hint?: string;
  read: ReadCode<T>;
  /** After the verdict: go to the page of a match, count it… */
  onReading?: (reading: Reading<T>) => void;
  /** Takes a reading back; without it there is no undo. */
  undo?: (reading: Reading<T>) => void | Promise<void>;
  /** Keep the camera on and list what was read; otherwise the last verdict is all that is shown. */
  continuous?: boolean;
  /** Below a reading in the list or under the verdict (a choice of several matches). */
  detail?: (reading: Reading<T>) => ReactNode;
  /** Above the list: what can be done with all of it. */
  toolbar?: (readings: Reading<T>[]) => ReactNode;
}
