import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { Route, Routes } from 'react-router';
import { beforeEach, expect, test } from 'vitest';
import type { LocationNode, Me } from '@/api/types';
import { locationsTree } from '@/features/locations';
import { ADMIN } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { TreePage } from './TreePage';

const everywhere = { everywhere: true, location_ids: [] };
const MANAGER: Me = { ...ADMIN, permissions: { ...ADMIN.permissions, 'locations.read': everywhere, 'locations.manage': everywhere } };

const NAMES: Record<number, [name: string, parent: number | null, own: number, total: number]> = {
  1: ['Sede', null, 2, 9],
  2: ['Bloco A', 1, 0, 3],
  3: ['Bloco B', 1, 4, 4],
  4: ['Água Branca', null, 1, 1],
  5: ['Sala 101', 2, 3, 3],
};
const lead = (id: number): { id: number; name: string }[] => {
  const [name, parent] = NAMES[id]!;
  return [...(parent ? lead(parent) : []), { id, name }];
};
function node(id: number, matched = true): LocationNode {
  const [name, parent, own, total] = NAMES[id]!;
  const path = lead(id);
  const children = Object.values(NAMES).filter((item) => item[1] === id).length;
  return { id, name, parent_id: parent, type: 'room', code: null, path, full_name: path.map((step) => step.name).join(' › '), depth: path.length, latitude: null, longitude: null, child_count: children, asset_count: own, asset_count_total: total, version: 3, created_at: '2026-11-18T19:05:00Z', updated_at: '2026-11-18T19:05:00Z', allowed_actions: ['edit', 'move', 'create_child'], matched };
}
const below = (parent: number | null) => Object.entries(NAMES).filter(([, item]) => item[1] === parent).map(([id]) => node(Number(id)));

let asked: string[];
beforeEach(() => {
  asked = [];
  server.use(
    http.get('*/api/v1/localizacoes/arvore', ({ request }) => {
      const params = new URL(request.url).searchParams;
      asked.push(params.toString());
      if (params.get('q')) return HttpResponse.json({ items: [node(1, false), node(2, false), node(5)], truncated: false });
      return HttpResponse.json({ items: below(params.get('parent_id') ? Number(params.get('parent_id')) : null), truncated: false });
    }),
    http.get('*/api/v1/localizacoes/tipos', () => HttpResponse.json({ items: [{ code: 'room', name_pt: 'Sala', name_en: 'Room', rank: 60, allowed_parents: ['room'] }] })),
    http.get('*/api/v1/localizacoes/:id', ({ params }) => HttpResponse.json(node(Number(params.id)))),
    http.get('*/api/v1/localizacoes', () => HttpResponse.json({ items: [], page: 1, page_size: 1, total: 5, total_is_estimate: false })),
  );
});

const show = (at = '/localizacoes') =>
  renderAt(
    <Routes>
      <Route path="/localizacoes/:id?" element={<TreePage definition={locationsTree} />} />
    </Routes>,
    at,
    MANAGER,
  );
const item = (name: RegExp) => screen.findByRole('treeitem', { name });
const names = () => screen.getAllByRole('treeitem').map((element) => element.getAttribute('aria-label'));

test('the keyboard walks the tree as the pattern says: open, enter, leave, close, ends, letters', async () => {
  const user = userEvent.setup();
  show();
  const root = await item(/^Sede/);
  expect(root).toHaveAccessibleName('Sede, 2 aqui, 9 com o que está dentro');
  expect(root).toHaveAttribute('aria-expanded', 'false');
  expect(root).toHaveAttribute('tabindex', '0');
  expect((await item(/^Água/)).hasAttribute('aria-expanded')).toBe(false); // nothing inside: nothing to open

  act(() => root.focus());
  await user.keyboard('{ArrowRight}'); // opens, and loads what is inside only now
  expect(await item(/^Bloco A/)).toHaveAttribute('aria-level', '2');
  expect(root).toHaveAttribute('aria-expanded', 'true');
  expect(root).toHaveFocus();
  await user.keyboard('{ArrowRight}');
  expect(await item(/^Bloco A/)).toHaveFocus();
  expect(await item(/^Bloco A/)).toHaveAttribute('aria-posinset', '1');
  expect(await item(/^Bloco A/)).toHaveAttribute('aria-setsize', '2');
  await user.keyboard('{ArrowDown}');
  expect(await item(/^Bloco B/)).toHaveFocus();
  await user.keyboard('{ArrowLeft}'); // nothing to close: to the parent
  expect(root).toHaveFocus();
  await user.keyboard('{End}');
  expect(await item(/^Água/)).toHaveFocus();
  await user.keyboard('{Home}');
  expect(root).toHaveFocus();
  await user.keyboard('a'); // a letter without its accent
  expect(await item(/^Água/)).toHaveFocus();
  await user.keyboard('{Home}{ArrowLeft}');
  expect(root).toHaveAttribute('aria-expanded', 'false');
  await waitFor(() => expect(screen.queryByRole('treeitem', { name: /^Bloco/ })).toBeNull());
  expect(screen.getAllByRole('treeitem').filter((element) => element.tabIndex === 0)).toHaveLength(1);
});

test('"*" opens all siblings, Enter shows the node beside the tree and keeps the focus there', async () => {
  const user = userEvent.setup();
  show();
  const sede = await item(/^Sede/);
  act(() => sede.focus());
  await user.keyboard('{ArrowRight}');
  await item(/^Bloco A/);
  await user.keyboard('{ArrowDown}*');
  expect(await item(/^Sala 101/)).toHaveAttribute('aria-level', '3');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/localizacoes/2'));
  expect(await screen.findByRole('heading', { name: 'Bloco A' })).toBeInTheDocument();
  expect(await item(/^Bloco A/)).toHaveAttribute('aria-selected', 'true');
  expect(await item(/^Bloco A/)).toHaveFocus();
  expect(screen.getByRole('link', { name: 'Ver 3 ativos' })).toHaveAttribute('href', '/ativos?location_id=2');
});

test('an address of a node opens the way to it; levels beside it are not loaded', async () => {
  show('/localizacoes/5');
  expect(await item(/^Sala 101/)).toHaveAttribute('aria-selected', 'true');
  expect(names()).toEqual(['Sede, 2 aqui, 9 com o que está dentro', 'Bloco A, 0 aqui, 3 com o que está dentro', 'Sala 101, 3 aqui, 3 com o que está dentro', 'Bloco B, 4 aqui, 4 com o que está dentro', 'Água Branca, 1 aqui, 1 com o que está dentro']);
  expect(asked.filter((query) => query.includes('parent_id=3') || query.includes('parent_id=4'))).toEqual([]);
});

test('a search shows matches under their ancestors; nothing found says so', async () => {
  const user = userEvent.setup();
  show();
  await item(/^Sede/);
  await user.type(screen.getByRole('searchbox', { name: 'Procurar lugar ou código' }), 'sala');
  expect(await item(/^Sala 101/)).toHaveAttribute('aria-level', '3');
  expect(screen.queryByRole('treeitem', { name: /^Água/ })).toBeNull();
  await user.keyboard('{ArrowDown}');
  expect(await item(/^Sede/)).toHaveFocus();
  server.use(http.get('*/api/v1/localizacoes/arvore', () => HttpResponse.json({ items: [], truncated: false })));
  await user.clear(screen.getByRole('searchbox'));
  await user.type(screen.getByRole('searchbox'), 'nada');
  expect(await screen.findByText('Nenhum lugar com este nome')).toBeInTheDocument();
});

test('a level that does not come says so in its place and comes when asked again', async () => {
  const user = userEvent.setup();
  let broken = true;
  server.use(
    http.get('*/api/v1/localizacoes/arvore', ({ request }) => {
      const parent = new URL(request.url).searchParams.get('parent_id');
      if (parent && broken) return HttpResponse.json({ code: 'server.internal', title: 'Erro interno', status: 500 }, { status: 500 });
      return HttpResponse.json({ items: below(parent ? Number(parent) : null), truncated: false });
    }),
  );
  show();
  const sede = await item(/^Sede/);
  act(() => sede.focus());
  await user.keyboard('{ArrowRight}');
  const failed = await item(/^Não carregou/);
  broken = false;
  await user.click(failed);
  expect(await item(/^Bloco A/)).toBeInTheDocument();
});

test('a move into itself is refused by the server and said in the dialog', async () => {
  const user = userEvent.setup();
  let sent: { body: unknown; version: string | null } | undefined;
  server.use(
    http.get('*/api/v1/localizacoes', () => HttpResponse.json({ items: [node(5)], page: 1, page_size: 30, total: 1, total_is_estimate: false })),
    http.post('*/api/v1/localizacoes/2/mudanca', async ({ request }) => {
      sent = { body: await request.json(), version: request.headers.get('If-Match') };
      return HttpResponse.json({ code: 'locations.cycle', title: 'Movimento impossível', detail: 'Uma localização não pode ficar dentro de si mesma.', status: 409 }, { status: 409 });
    }),
  );
  show('/localizacoes/2');
  await user.click(await screen.findByRole('button', { name: 'Mais ações' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Mover na árvore' }));
  const dialog = await screen.findByRole('dialog', { name: 'Mover Bloco A' });
  await user.click(within(dialog).getByRole('button', { name: 'Mover' }));
  expect(await within(dialog).findByText('Escolha dentro do que vai ficar.')).toBeInTheDocument();
  expect(sent).toBeUndefined();
  await user.type(within(dialog).getByRole('combobox', { name: 'Nova posição' }), 'sala');
  await user.click(await screen.findByRole('option', { name: /Sala 101/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Mover' }));
  expect(await within(dialog).findByText('Movimento impossível')).toBeInTheDocument();
  expect(sent).toEqual({ body: { parent_id: 5 }, version: '"3"' });
});

test('what holds something is not offered for deletion, and it says what stands in the way', async () => {
  const user = userEvent.setup();
  show('/localizacoes/1');
  await user.click(await screen.findByRole('button', { name: 'Mais ações' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Excluir' }));
  const dialog = await screen.findByRole('dialog', { name: 'Excluir Sede?' });
  expect(within(dialog).getByText('Há 2 itens dentro. Mova ou exclua antes.')).toBeInTheDocument();
  expect(within(dialog).getByText('Há 2 ativos aqui. Mova para outro lugar antes.')).toBeInTheDocument();
  expect(within(dialog).queryByRole('button', { name: 'Excluir' })).toBeNull();
});

test('the history of a node is told beside what lies below it, to who may read the trail', async () => {
  const user = userEvent.setup();
  let about: string | undefined;
  const entry = { id: 1, entity: 'location', entity_id: 2, action: 'update', actor: { kind: 'user', id: 1, name: 'Rita Mendes' }, source: 'web', reason: null, request_id: null, changes: [{ field: 'name', before: 'Bloco 1', after: 'Bloco A', before_label: null, after_label: null }], details: {}, created_at: '2026-11-18T19:05:00Z' };
  server.use(
    http.get('*/api/v1/trilha', ({ request }) => {
      about = new URL(request.url).search;
      return HttpResponse.json({ items: [entry], next_cursor: null });
    }),
  );
  renderAt(
    <Routes>
      <Route path="/localizacoes/:id?" element={<TreePage definition={locationsTree} />} />
    </Routes>,
    '/localizacoes/2',
    { ...MANAGER, permissions: { ...MANAGER.permissions, 'history.read': everywhere } },
  );
  expect(await screen.findByRole('link', { name: 'Sala 101' })).toBeInTheDocument();
  await user.click(screen.getByRole('tab', { name: 'Histórico' }));
  expect(await screen.findByText('Bloco 1')).toBeInTheDocument();
  expect(about).toBe('?entity=location&entity_id=2');
});

test('who may not read the trail is offered no history', async () => {
  show('/localizacoes/2');
  expect(await screen.findByRole('link', { name: 'Sala 101' })).toBeInTheDocument();
  expect(screen.queryByRole('tab')).toBeNull();
});
