import { useCallback, useEffect, useRef, useState } from 'react';
import { toProblem, type ApiProblem } from '@/api/problem';
import { forgetFile, sendFile } from './sending';

export type UploadState = 'waiting' | 'sending' | 'reading' | 'failed';

export interface Upload {
  key: number;
  file: File;
  state: UploadState;
  /** Bytes that have left. */
  sent: number;
  problem: ApiProblem | null;
}

/** One after another: they stand in the order in which they were chosen, and the first picture is the main one. */
const AT_ONCE = 1;
let next = 1;

/** Files on their way to one thing: each with its progress, each to be tried again or given up. */
export function useUploads(root: string, onDone: () => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const change = useCallback((key: number, with_: Partial<Upload>) => setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...with_ } : one))), []);
  const drop = useCallback((key: number) => setUploads((all) => all.filter((one) => one.key !== key)), []);

  const run = useCallback(
    async ({ key, file }: Upload) => {
      const abort = new AbortController();
      running.current.set(key, abort);
      change(key, { state: 'sending', problem: null });
      try {
        await sendFile(root, file, (sent) => change(key, { sent, state: sent >= file.size ? 'reading' : 'sending' }), abort.signal);
        drop(key);
        onDone();
      } catch (error) {
        if (abort.signal.aborted) drop(key);
        else change(key, { state: 'failed', problem: await toProblem(error) });
      } finally {
        running.current.delete(key);
      }
    },
    [change, drop, onDone, root],
  );

  useEffect(() => {
    const free = AT_ONCE - running.current.size;
    const waiting = uploads.filter((one) => one.state === 'waiting' && !running.current.has(one.key));
    for (const one of waiting.slice(0, Math.max(0, free))) void run(one);
  }, [uploads, run]);

  const add = useCallback((files: File[]) => setUploads((all) => [...all, ...files.map((file) => ({ key: next++, file, state: 'waiting' as const, sent: 0, problem: null }))]), []);
  const retry = useCallback((key: number) => change(key, { state: 'waiting', problem: null }), [change]);
  const cancel = useCallback(
    (upload: Upload) => {
      const abort = running.current.get(upload.key);
      if (abort) abort.abort();
      else drop(upload.key);
      void forgetFile(root, upload.file);
    },
    [drop, root],
  );
  return { uploads, add, retry, cancel };
}
