import { QueryClient } from '@tanstack/react-query';
import { http as mock, HttpResponse } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { server } from '@/mocks/server';
import { backoff, LiveClient, useLiveState } from './liveClient';

/** A WebSocket whose other end is the test. */
class Socket {
  static all: Socket[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor(readonly url: URL) {
    Socket.all.push(this);
  }
  close() {
    this.onclose?.();
  }
  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let tickets = 0;
let client: LiveClient;
let refreshed: ReturnType<typeof vi.fn>;

beforeEach(() => {
  tickets = 0;
  Socket.all = [];
  vi.stubGlobal('WebSocket', Socket);
  vi.spyOn(Math, 'random').mockReturnValue(0);
  server.use(mock.post('*/api/v1/eventos/ingresso', () => HttpResponse.json({ ticket: `t${++tickets}`, expires_in: 30 })));
  const queries = new QueryClient();
  refreshed = vi.fn();
  queries.invalidateQueries = refreshed as never;
  client = new LiveClient(queries);
  client.start();
});
afterEach(() => {
  client.stop();
  vi.unstubAllGlobals();
});

const socket = (index: number) => vi.waitFor(() => Socket.all[index] ?? Promise.reject(new Error('no connection yet')), { timeout: 5000 });
const keys = () => refreshed.mock.calls.map(([call]) => (call as { queryKey?: string[] } | undefined)?.queryKey?.[0] ?? 'all');

test('changes refetch the lists they touch, many at once as one', async () => {
  const line = await socket(0);
  expect(line.url.pathname).toBe('/api/v1/ws');
  expect(line.url.searchParams.get('ticket')).toBe('t1');
  line.say({ type: 'hello', sequence: 7 });
  expect(useLiveState.getState().state).toBe('on');
  for (let id = 0; id < 50; id += 1) line.say({ type: 'assets.changed', object_type: 'asset', ids: [id], sequence: 8 + id, at: '' });
  await vi.waitFor(() => expect(refreshed).toHaveBeenCalled());
  expect(keys().filter((key) => key === 'assets')).toHaveLength(1);
  expect(keys()).not.toContain('suppliers');
});

test('a lost connection comes back with a new ticket after the last sequence', async () => {
  (await socket(0)).say({ type: 'assets.changed', object_type: 'asset', ids: [1], sequence: 41, at: '' });
  Socket.all[0]!.close();
  expect(useLiveState.getState().state).toBe('reconnecting');
  const again = await socket(1);
  expect(again.url.searchParams.get('ticket')).toBe('t2');
  expect(again.url.searchParams.get('since')).toBe('41');
});

test('what is too old to resume refetches everything', async () => {
  (await socket(0)).say({ type: 'resync_required' });
  expect(keys()).toEqual(['all']);
});

test('waits grow, have a limit and differ between browsers', () => {
  expect(backoff(0, () => 0)).toBe(250);
  expect(backoff(0, () => 1)).toBe(500);
  expect(backoff(3, () => 0)).toBe(2000);
  expect(backoff(40, () => 1)).toBe(30_000);
});
