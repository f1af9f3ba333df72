import { useCallback, useRef, useState } from 'react';
import { toProblem } from '@/api/problem';
import { useLatest } from '../hooks';
import type { ApiProblem } from '@/api/problem';
import type { Reading, ReadVia, ScannerProps, VerdictTone } from './types';

type Options<T> = Pick<ScannerProps<T>, 'read' | 'onReading' | 'undo'> & {
  /** A verdict is there. */
  onVerdict?: (tone: VerdictTone) => void;
  /** Words for a call that failed. */
  failure: (problem: ApiProblem) => { title: string; text: string };
};

export interface Readings<T> {
  /** The newest first. */
  items: Reading<T>[];
  add: (code: string, via: ReadVia) => void;
  retry: (reading: Reading<T>) => void;
  undo: (reading: Reading<T>) => void;
  clear: () => void;
}

/** What was read, the newest first, each with its own state: codes that come quickly do not wait for one another. */
export function useReadings<T>({ read, onReading, undo, onVerdict, failure }: Options<T>): Readings<T> {
  const [items, setItems] = useState<Reading<T>[]>([]);
  const list = useRef<Reading<T>[]>([]);
  const next = useRef(1);
  const latest = useLatest({ read, onReading, undo, onVerdict, failure });

  const write = useCallback((edit: (before: Reading<T>[]) => Reading<T>[]) => {
    list.current = edit(list.current);
    setItems(list.current);
  }, []);
  const patch = useCallback(
    (key: number, change: Partial<Reading<T>>): Reading<T> | undefined => {
      write((before) => before.map((item) => (item.key === key ? { ...item, ...change } : item)));
      return list.current.find((item) => item.key === key);
    },
    [write],
  );

  const ask = useCallback(
    async (reading: Reading<T>) => {
      const before = list.current.find((item) => item.key !== reading.key && item.code === reading.code && (item.state === 'done' || item.state === 'pending'));
      try {
        const answer = await latest.current.read(reading.code, { via: reading.via, before });
        const current = list.current.find((item) => item.key === reading.key);
        if (!current || current.state === 'undone') return;
        const done = patch(reading.key, { state: 'done', verdict: answer.verdict, data: answer.data });
        latest.current.onVerdict?.(answer.verdict.tone);
        if (done) latest.current.onReading?.(done);
      } catch (thrown) {
        const { title, text } = latest.current.failure(await toProblem(thrown));
        patch(reading.key, { state: 'failed', verdict: { tone: 'danger', title, text } });
        latest.current.onVerdict?.('danger');
      }
    },
    [latest, patch],
  );

  const add = useCallback(
    (code: string, via: ReadVia) => {
      const reading: Reading<T> = { key: next.current++, code, via, at: Date.now(), state: 'pending', verdict: null };
      write((before) => [reading, ...before]);
      void ask(reading);
    },
    [ask, write],
  );
  const retry = useCallback(
    (reading: Reading<T>) => {
      const again = patch(reading.key, { state: 'pending', verdict: null });
      if (again) void ask(again);
    },
    [ask, patch],
  );
  const takeBack = useCallback(
    (reading: Reading<T>) => {
      patch(reading.key, { state: 'undone' });
      void Promise.resolve(latest.current.undo?.(reading)).catch(() => patch(reading.key, { state: reading.state }));
    },
    [latest, patch],
  );
  const clear = useCallback(() => write(() => []), [write]);
  return { items, add, retry, undo: takeBack, clear };
}
