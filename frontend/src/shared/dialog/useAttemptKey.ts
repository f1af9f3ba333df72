import { useCallback, useRef } from 'react';
import { newIdempotencyKey } from '@/api/http';

/** The Idempotency-Key of an act: the same while the same body is tried again, a new one when the body changes. */
export function useAttemptKey(): (body: unknown) => string {
  const last = useRef<{ body: string; key: string } | null>(null);
  return useCallback((body) => {
    const text = JSON.stringify(body);
    if (last.current?.body !== text) last.current = { body: text, key: newIdempotencyKey() };
    return last.current.key;
  }, []);
}
