import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { API_ROOT } from '@/api/http';
import { liveTicket } from '@/api/misc';
import type { LiveMessage } from '@/api/types';

export type LiveState = 'connecting' | 'on' | 'reconnecting' | 'off';

/** Shown by the top bar. */
export const useLiveState = create<{ state: LiveState }>()(() => ({ state: 'connecting' }));

/** Which query keys an object type touches; a list page's key is its `id`. Modules add theirs with `mapLiveObject`. */
const KEYS = new Map<string, string[]>([
  ['movement_document', ['transfers', 'approvals', 'leaving', 'trail']],
  ['loan_agreement', ['loans', 'approvals', 'leaving', 'trail']],
  ['disposal', ['disposals', 'loans', 'approvals', 'trail']],
  ['clearance', ['leaving', 'people', 'trail']],
  ['asset_occurrence', ['occurrences', 'trail']],
  ['approval', ['approvals', 'transfers', 'loans', 'disposals', 'leaving']],
  ['term', ['terms', 'transfers', 'loans', 'disposals', 'leaving']],
  ['asset', ['assets', 'trail', 'locations', 'categories', 'leaving']],
  ['location', ['locations', 'assets']],
  ['person', ['people', 'assets']],
  ['category', ['categories', 'assets']],
  ['asset_category', ['categories', 'assets']],
  ['supplier', ['suppliers', 'assets']],
  ['import', ['imports']],
  ['asset_import', ['imports']],
  ['job', ['jobs']],
  ['user', ['users']],
  ['role', ['roles', 'users']],
]);

/** Let live events of an object type refresh these query keys. */
export function mapLiveObject(objectType: string, queryKeys: string[]): void {
  KEYS.set(objectType, [...new Set([...(KEYS.get(objectType) ?? []), ...queryKeys])]);
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const SILENCE_MS = 75_000;
const GATHER_MS = 150;
const OFF_AFTER = 3;

/** Wait before attempt n: doubles, never the same for two browsers. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const limit = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return limit / 2 + (random() * limit) / 2;
}

/**
 * One WebSocket: a new single-use ticket per connection, resume after the last sequence, everything
 * refetched when that is too old. Messages carry types and ids; rows come through the normal API.
 */
export class LiveClient {
  private socket: WebSocket | null = null;
  private sequence: number | null = null;
  private attempt = 0;
  private stopped = true;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private gather: ReturnType<typeof setTimeout> | undefined;
  private readonly touched = new Set<string>();

  constructor(private readonly queries: QueryClient) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    window.addEventListener('online', this.wake);
    document.addEventListener('visibilitychange', this.wake);
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    window.removeEventListener('online', this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    clearTimeout(this.gather);
    this.socket?.close();
    this.socket = null;
    useLiveState.setState({ state: 'connecting' });
  }

  /** The network or the tab is back: do not sit out the rest of the wait. */
  private readonly wake = () => {
    if (this.stopped || this.socket || document.visibilityState === 'hidden') return;
    clearTimeout(this.timer);
    this.attempt = 0;
    void this.connect();
  };

  private async connect(): Promise<void> {
    try {
      const { ticket } = await liveTicket();
      if (this.stopped || this.socket) return;
      this.open(ticket);
    } catch {
      this.again();
    }
  }

  private open(ticket: string): void {
    const url = new URL(`${API_ROOT}/ws`, window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('ticket', ticket);
    if (this.sequence !== null) url.searchParams.set('since', String(this.sequence));
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onmessage = (event) => {
      this.listen(socket);
      this.receive(parse(event.data));
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.again();
    };
    this.listen(socket);
  }

  /** A connection that says nothing, not even a heartbeat, is dead. */
  private listen(socket: WebSocket): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => socket.close(), SILENCE_MS);
  }

  private receive(message: LiveMessage | null): void {
    if (!message) return;
    this.attempt = 0;
    if (useLiveState.getState().state !== 'on') useLiveState.setState({ state: 'on' });
    if ('sequence' in message) this.sequence = Math.max(this.sequence ?? 0, message.sequence);
    if (message.type === 'resync_required') {
      this.sequence = null;
      void this.queries.invalidateQueries();
    } else if ('object_type' in message) this.touch(message.object_type);
  }

  /** Many changes at once (an import) make one refetch, not hundreds. */
  private touch(objectType: string): void {
    for (const key of KEYS.get(objectType) ?? [objectType]) this.touched.add(key);
    this.gather ??= setTimeout(() => {
      this.gather = undefined;
      const keys = [...this.touched];
      this.touched.clear();
      for (const key of keys) void this.queries.invalidateQueries({ queryKey: [key] });
    }, GATHER_MS);
  }

  private again(): void {
    if (this.stopped) return;
    clearTimeout(this.silence);
    useLiveState.setState({ state: this.attempt >= OFF_AFTER || !navigator.onLine ? 'off' : 'reconnecting' });
    this.timer = setTimeout(() => void this.connect(), backoff(this.attempt));
    this.attempt += 1;
  }
}

function parse(data: unknown): LiveMessage | null {
  try {
    return JSON.parse(String(data)) as LiveMessage;
  } catch {
    return null;
  }
}
