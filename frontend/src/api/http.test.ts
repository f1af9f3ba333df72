import { http as mock, HttpResponse, delay } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { session } from '@/mocks/data';
import { server } from '@/mocks/server';
import { useStore } from '@/shared/store/store';
import { call } from './http';
import { ApiProblem } from './problem';
import { adoptSession, endSession } from './refresh';
import { token } from './token';

const problem = (status: number, code: string) => HttpResponse.json({ code, status, title: code }, { status, headers: { 'content-type': 'application/problem+json' } });

beforeEach(() => {
  token.set('old');
  useStore.setState({ status: 'signed-in', expired: false });
});

const realTimeout = globalThis.setTimeout;

/** An API that takes only the new token, and counts. */
function api(refresh: () => Response | Promise<Response>) {
  const seen = { refreshes: 0, calls: 0, keys: [] as (string | null)[] };
  server.use(
    mock.post('*/api/v1/auth/refresh', async () => {
      seen.refreshes += 1;
      await delay(20);
      return refresh();
    }),
    mock.all('*/api/v1/movimentacoes/:id/saida', ({ request }) => {
      seen.keys.push(request.headers.get('idempotency-key'));
      return request.headers.get('authorization') === 'Bearer new' ? HttpResponse.json({}) : problem(401, 'identity.unauthenticated');
    }),
    mock.all('*/api/v1/things/:id', ({ request, params }) => {
      seen.calls += 1;
      seen.keys.push(request.headers.get('idempotency-key'));
      return request.headers.get('authorization') === 'Bearer new' ? HttpResponse.json({ id: params.id }) : problem(401, 'identity.unauthenticated');
    }),
  );
  return seen;
}

test('twenty calls that meet a 401 together make one refresh and all succeed', async () => {
  const seen = api(() => HttpResponse.json(session('new')));
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => call<{ id: string }>({ method: 'get', url: `/things/${index}` })));
  expect(answers.map((answer) => answer.id)).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
  expect(seen.refreshes).toBe(1);
  expect(seen.calls).toBe(40);
});

test('the call after a refresh carries the same idempotency key', async () => {
  const seen = api(() => HttpResponse.json(session('new')));
  await call({ method: 'post', url: '/movimentacoes/1/saida', data: {} });
  expect(seen.keys).toHaveLength(2);
  expect(seen.keys[0]).toMatch(/^[0-9a-f-]{32,36}$/);
  expect(seen.keys[1]).toBe(seen.keys[0]);
});

test('a key that the API would ignore is not sent, not even one that a form brings', async () => {
  token.set('new');
  const keys: Record<string, string | null> = {};
  const answer = ({ request }: { request: Request }) => {
    keys[new URL(request.url).pathname] = request.headers.get('idempotency-key');
    return HttpResponse.json({});
  };
  server.use(mock.post('*/api/v1/users', answer), mock.post('*/api/v1/pessoas', answer), mock.post('*/api/v1/ativos/etiquetas', answer));
  await call({ method: 'post', url: '/users', data: {}, headers: { 'Idempotency-Key': 'k' } });
  await call({ method: 'post', url: '/ativos/etiquetas', data: {} });
  await call({ method: 'post', url: '/pessoas', data: {}, headers: { 'Idempotency-Key': 'k' } });
  expect(keys).toEqual({ '/api/v1/users': null, '/api/v1/ativos/etiquetas': null, '/api/v1/pessoas': 'k' });
});

test('a raced refresh waits and is tried once more', async () => {
  let attempt = 0;
  const seen = api(() => (++attempt === 1 ? problem(409, 'identity.refresh_raced') : HttpResponse.json(session('new'))));
  await expect(call({ method: 'get', url: '/things/1' })).resolves.toEqual({ id: '1' });
  expect(seen.refreshes).toBe(2);
  expect(useStore.getState().status).toBe('signed-in');
});

test('however often it is raced, the session stays', async () => {
  const pauses = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms?: number) => realTimeout(run, (ms ?? 0) / 100)) as typeof setTimeout);
  const seen = api(() => problem(409, 'identity.refresh_raced'));
  await expect(call({ method: 'get', url: '/things/1' })).rejects.toMatchObject({ status: 409 });
  pauses.mockRestore();
  expect(seen.refreshes).toBe(4);
  expect(useStore.getState().status).toBe('signed-in');
});

test('nothing is repeated as somebody who signed in meanwhile', async () => {
  adoptSession(session('old'));
  const stranger = session('new');
  const seen = api(() => HttpResponse.json({ ...stranger, user: { ...stranger.user, id: stranger.user.id + 1 } }));
  await expect(call({ method: 'post', url: '/things/1', data: {} })).rejects.toMatchObject({ status: 401 });
  expect(seen.calls).toBe(1);
});

test('an ended session is told to the store and the token is gone', async () => {
  api(() => problem(401, 'identity.session_ended'));
  await expect(call({ method: 'get', url: '/things/1' })).rejects.toMatchObject({ status: 401, code: 'identity.session_ended' });
  expect(token.get()).toBeNull();
  expect(useStore.getState()).toMatchObject({ status: 'signed-out', expired: true });
  endSession(); // the live connection hears of it too
  expect(useStore.getState()).toMatchObject({ status: 'signed-out', expired: true });
});

test('an unreachable server does not end the session', async () => {
  api(() => HttpResponse.error());
  await expect(call({ method: 'get', url: '/things/1' })).rejects.toBeInstanceOf(ApiProblem);
  expect(useStore.getState().status).toBe('signed-in');
  expect(token.get()).toBe('old');
});

test('lists of values go as repeated parameters and problems keep their pointers', async () => {
  token.set('new');
  let search = '';
  server.use(
    mock.get('*/api/v1/ativos', ({ request }) => {
      search = new URL(request.url).search;
      return HttpResponse.json({ code: 'validation', title: 'x', errors: [{ pointer: '/tag', code: 'taken', message: 'já usada' }] }, { status: 422 });
    }),
  );
  const error = await call({ method: 'get', url: '/ativos', params: { status: ['in_use', 'missing'], q: undefined } }).catch((thrown: unknown) => thrown);
  expect(search).toBe('?status=in_use&status=missing');
  expect((error as ApiProblem).fieldErrors()).toEqual({ '/tag': 'já usada' });
});
