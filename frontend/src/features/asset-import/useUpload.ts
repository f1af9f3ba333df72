import { useCallback, useRef, useState } from 'react';
import { importsApi, type ImportOut } from '@/api/imports';
import { toProblem, type ApiProblem } from '@/api/problem';

export type UploadState =
  | { kind: 'idle' }
  | { kind: 'sending'; name: string; size: number; share: number }
  | { kind: 'refused'; name: string; reason: 'empty' | 'several' }
  | { kind: 'failed'; name: string; problem: ApiProblem };

/** One file on its way to the server: how much has left, what was wrong with it, and the way to stop it. */
export function useUpload(onDone: (item: ImportOut) => void) {
  const [state, setState] = useState<UploadState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);

  const send = useCallback(
    async (files: File[]) => {
      const file = files[0];
      if (!file || running.current) return;
      if (files.length > 1) return setState({ kind: 'refused', name: file.name, reason: 'several' });
      if (file.size === 0) return setState({ kind: 'refused', name: file.name, reason: 'empty' });
      const abort = new AbortController();
      running.current = abort;
      const show = (share: number) => !abort.signal.aborted && setState({ kind: 'sending', name: file.name, size: file.size, share });
      show(0);
      try {
        const item = await importsApi.upload(file, show, abort.signal);
        setState({ kind: 'idle' });
        onDone(item);
      } catch (error) {
        if (abort.signal.aborted) setState({ kind: 'idle' });
        else setState({ kind: 'failed', name: file.name, problem: await toProblem(error) });
      } finally {
        running.current = null;
      }
    },
    [onDone],
  );
  const cancel = useCallback(() => running.current?.abort(), []);
  return { state, send: (files: File[]) => void send(files), cancel };
}
