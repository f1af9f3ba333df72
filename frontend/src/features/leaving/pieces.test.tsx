import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import type { BoundOut, HandedAsset, LeavingOut } from '@/api/generated/model';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { LeavingScene } from '.';
import { MOST, workOf, type Piece, type Work } from './pieces';
import { Result } from './Result';
import { useHanding } from './useHanding';

const asset = (id: number): BoundOut => ({ id, code: `A-${id}`, name: 'Trena', document: null, target_id: id, asset_id: id, state: 'in_use' });
const lent = (id: number, loan: number, state = 'active'): BoundOut => ({ id, code: `B-${id}`, name: 'Câmera', document: `EM-${loan}`, target_id: loan, asset_id: id, state });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const WAY = { kind: 'give_back' as const, place: 4, person: null, reason: 'x' };
const PROBLEM = { code: 'server.database_unavailable', status: 503, title: 'Banco de dados fora do ar' };

interface Sent {
  key: string;
  ids: number[];
}

/** A server that keeps what it was sent, and answers the same to the same key; `ill` says which request fails. */
function desk({ ill = () => false, status = 503 }: { ill?: (nth: number) => boolean; status?: number } = {}) {
  const [requests, moved, known] = [[] as Sent[], [] as number[], new Set<string>()];
  server.use(
    http.post('*/api/v1/movimentacoes/desligamentos/7/devolucao', async ({ request }) => {
      const sent = { key: request.headers.get('idempotency-key')!, ids: ((await request.json()) as { asset_ids: number[] }).asset_ids };
      requests.push(sent);
      if (!known.has(sent.key)) moved.push(...sent.ids);
      known.add(sent.key);
      if (ill(requests.length)) return HttpResponse.json({ ...PROBLEM, status }, { status }); // its answer is lost, what it did is not
      const items: HandedAsset[] = sent.ids.map((id) => ({ asset_id: id, tag: `A-${id}`, outcome: id === 2 ? 'refused' : 'done', code: null, message: id === 2 ? 'Está em uma baixa.' : null }));
      return HttpResponse.json({ items, document: null });
    }),
  );
  return { requests, moved };
}

/** Everything that binds the person, two by two. */
const pages = (every: BoundOut[]) => {
  const asked: number[] = [];
  server.use(
    http.get('*/api/v1/movimentacoes/desligamentos/7/pendencias', ({ request }) => {
      const after = Number(new URL(request.url).searchParams.get('after'));
      asked.push(after);
      return HttpResponse.json({ items: every.filter((one) => one.id > after).slice(0, 2) });
    }),
  );
  return asked;
};

async function drained(work: Work): Promise<Piece[]> {
  const found: Piece[] = [];
  for (let piece = await work.next(); piece; piece = await work.next()) found.push(piece);
  return found;
}

test('what was ticked is cut into pieces; together they are all of it, once', async () => {
  const pieces = await drained(workOf(7, WAY, { assets: range(1, 1200).map(asset), loans: [] }));
  expect(pieces.map((piece) => piece.items.length)).toEqual([MOST, MOST, 200]);
  expect(pieces.flatMap((piece) => piece.items.map((item) => item.id))).toEqual(range(1, 1200));
});

test('a piece that is sent twice is one request; two pieces are two', async () => {
  const { requests, moved } = desk();
  const [one, two] = await drained(workOf(7, WAY, { assets: range(1, 501).map(asset), loans: [] }));
  await one!.send();
  await one!.send();
  await two!.send();
  expect(requests[0]!.key).toBe(requests[1]!.key);
  expect(requests[2]!.key).not.toBe(requests[0]!.key);
  expect(moved).toEqual(range(1, 501));
});

test('everything is read page by page; a page that failed is read again, and none is left out', async () => {
  const asked = pages(range(1, 5).map(asset));
  server.use(http.get('*/pendencias', () => HttpResponse.json(PROBLEM, { status: 503 }), { once: true }));
  const work = workOf(7, WAY, { assets: 'all', loans: [] });
  await expect(work.next()).rejects.toThrow();
  const pieces = await drained(work);
  expect(pieces.map((piece) => piece.items.map((item) => item.id))).toEqual([[1, 2], [3, 4], [5]]);
  expect(asked).toEqual([0, 2, 4, 5]);
});

test('what is borrowed goes back first, loan by loan; what is only reserved stays', async () => {
  const loans = [lent(1, 31), lent(2, 32), lent(3, 31), lent(4, 33, 'reserved')];
  const pieces = await drained(workOf(7, WAY, { assets: [asset(9)], loans }));
  expect(pieces.map((piece) => piece.items.map((item) => item.id))).toEqual([[1, 3], [2], [9]]);
});

test('a return whose answer was lost is sent as it was; one that met a changed loan is sent anew', async () => {
  const seen: [string | null, string | null][] = [];
  let version = 3;
  const answers = [new Response(null, { status: 503 }), HttpResponse.json({ code: 'request.stale_version', status: 412, title: 'x' }, { status: 412 }), HttpResponse.json({})];
  server.use(
    http.get('*/api/v1/movimentacoes/emprestimos/31', () => HttpResponse.json({ id: 31, version: version++ })),
    http.post('*/api/v1/movimentacoes/emprestimos/31/devolucao', ({ request }) => {
      seen.push([request.headers.get('if-match'), request.headers.get('idempotency-key')]);
      return answers[seen.length - 1]!;
    }),
  );
  const [piece] = await drained(workOf(7, WAY, { assets: [], loans: [lent(1, 31)] }));
  await expect(piece!.send()).rejects.toThrow();
  await expect(piece!.send()).rejects.toThrow();
  await piece!.send();
  expect(seen.map(([match]) => match)).toEqual(['"3"', '"3"', '"4"']);
  expect(seen[1]![1]).toBe(seen[0]![1]);
  expect(seen[2]![1]).not.toBe(seen[0]![1]);
});

const LEAVING: LeavingOut = {
  person: { id: 7, name: 'Otília Prado', registration: null, active: true, left_on: null },
  groups: [{ kind: 'assets', blocks: true, total: 1200, hidden: 0, items: [asset(1), asset(2)] }],
  left: 1200,
  clearances: [],
  allowed_actions: ['give_back'],
};

async function begun() {
  server.use(
    http.get('*/api/v1/movimentacoes/desligamentos/7', () => HttpResponse.json(LEAVING)),
    http.get('*/api/v1/localizacoes/arvore', () => HttpResponse.json([])),
  );
  renderAt(<LeavingScene person={7} />, '/pessoas/7/desligamento');
  await userEvent.click(await screen.findByRole('checkbox', { name: /^Marcar todos/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Marcar todos os 1.200' }));
  expect(screen.getByText(/^Todos os 1\.200 marcados/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Concluir com 1.200 bens' })).toBeInTheDocument();
}

test('of more than are told all can be chosen, and one taken out of the list undoes that', async () => {
  await begun();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Marcar A-1' }));
  expect(screen.getByRole('button', { name: 'Concluir com 1 bem' })).toBeInTheDocument();
});

/** All of five things, which are told two by two. */
function Probe() {
  const handing = useHanding(7);
  return (
    <>
      <button onClick={() => void handing.run(WAY, { assets: 'all', loans: [] }, 1200, () => undefined)}>go</button>
      <Result handing={handing} />
    </>
  );
}

const counted = () => screen.getAllByRole('status').map((one) => one.textContent);

test('a piece that failed is tried again as the same request, and nothing is done twice', async () => {
  pages(range(1, 5).map(asset));
  const { requests, moved } = desk({ ill: (nth) => nth === 2 });
  renderAt(<Probe />, '/');
  await userEvent.click(screen.getByRole('button', { name: 'go' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Tentar de novo' }));
  await waitFor(() => expect(counted()).toContain('1 não feito4 feitos'));
  expect(screen.getByText('Está em uma baixa.')).toBeInTheDocument();
  expect(requests.map(({ ids }) => ids)).toEqual([[1, 2], [3, 4], [3, 4], [5]]);
  expect(requests[1]!.key).toBe(requests[2]!.key);
  expect(moved).toEqual([1, 2, 3, 4, 5]);
});

test('a piece that never goes is skipped, with the reason, and the others go on', async () => {
  pages(range(1, 5).map(asset));
  const { requests } = desk({ ill: (nth) => nth === 2, status: 409 });
  renderAt(<Probe />, '/');
  await userEvent.click(screen.getByRole('button', { name: 'go' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Pular e seguir com os outros' }));
  await waitFor(() => expect(counted()).toContain('3 não feitos2 feitos'));
  expect(requests.map(({ ids }) => ids)).toEqual([[1, 2], [3, 4], [5]]);
});

test('it stops after the piece that is under way, and goes on from there', async () => {
  pages(range(1, 5).map(asset));
  const { requests } = desk();
  let release = () => undefined as void;
  const held = new Promise<void>((done) => (release = done));
  server.use(http.post('*/devolucao', async () => void (await held), { once: true })); // then the desk answers
  renderAt(<Probe />, '/');
  await userEvent.click(screen.getByRole('button', { name: 'go' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Parar' }));
  expect(screen.getByRole('button', { name: 'Parando…' })).toBeDisabled();
  release();
  expect(await screen.findByText('Parado em 2 de 1.200')).toBeInTheDocument();
  expect(requests).toHaveLength(1);
  await userEvent.click(screen.getByRole('button', { name: 'Continuar' }));
  await waitFor(() => expect(requests.map(({ ids }) => ids)).toEqual([[1, 2], [3, 4], [5]]));
});
