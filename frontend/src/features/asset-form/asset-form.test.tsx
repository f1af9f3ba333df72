import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { Route, Routes } from 'react-router';
import { beforeEach, expect, test } from 'vitest';
import type { Me } from '@/api/types';
import { ADMIN, assetOut } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { useStore } from '@/shared/store/store';
import { EditAsset, NewAsset } from '.';

const everywhere = { everywhere: true, location_ids: [] };
const MANAGER: Me = { ...ADMIN, permissions: { ...ADMIN.permissions, 'assets.create': everywhere, 'locations.manage': everywhere } };
const place = { id: 3, name: 'Sala 214', full_name: 'Sede › Bloco B › Sala 214', child_count: 0 };

let posted: Record<string, unknown>[];
let keys: (string | null)[];
let answer: () => Response;

beforeEach(() => {
  posted = [];
  keys = [];
  answer = () => HttpResponse.json(assetOut(12), { status: 201 });
  const one = (path: string, body: object) => http.get(`*/api/v1/${path}/:id`, ({ params }) => HttpResponse.json({ id: Number(params.id), ...body }));
  server.use(
    http.post('*/api/v1/ativos', async ({ request }) => {
      posted.push((await request.json()) as Record<string, unknown>);
      keys.push(request.headers.get('Idempotency-Key'));
      return answer();
    }),
    http.get('*/api/v1/localizacoes', () => HttpResponse.json({ items: [place], page: 1, page_size: 30, total: 1, total_is_estimate: false })),
    http.get('*/api/v1/localizacoes/arvore', () => HttpResponse.json({ items: [place], truncated: false })),
    one('localizacoes', place),
    one('ativos/categorias', { name: 'Notebooks', full_name: 'Informática › Notebooks' }),
    one('pessoas', { name: 'Marina Prado', registration: '20418', email: null, active: true }),
    one('compras/fornecedores', { name: 'Aurora', tax_id: null }),
  );
});

const field = (name: string) => screen.findByRole(name === 'Localização' ? 'combobox' : 'textbox', { name });
const save = (name = 'Salvar') => userEvent.click(screen.getByRole('button', { name }));
const showNew = (copyId: number | null = null) => renderAt(<NewAsset copyId={copyId} />, '/ativos/novo', MANAGER);
async function type(name: string, text: string) {
  const box = await field(name);
  await userEvent.clear(box);
  await userEvent.type(box, text);
  await userEvent.tab();
}

test('a new asset goes out as the API writes it: empty tag, exact money, day without a zone', async () => {
  showNew();
  await type('Nome', 'Projetor Epson');
  await type('Valor de compra (R$)', '12.345.678,90');
  await type('Aquisição', '5/3/2026');
  await userEvent.click(await field('Localização'));
  await userEvent.click(await screen.findByRole('option', { name: /Sala 214/ }));
  await save();
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/ativos/12'));
  expect(posted[0]).toMatchObject({ name: 'Projetor Epson', tag: null, purchase_value: '12345678.90', acquisition_date: '2026-03-05', location_id: 3, lifecycle_state: 'in_service', responsible_id: null });
  expect(useStore.getState().drafts).toEqual({});
});

test('money that cannot be read is said beside the field, stays as typed and is not sent', async () => {
  showNew();
  await type('Nome', 'Projetor');
  await type('Valor de compra (R$)', '12,345');
  expect(await screen.findByText('Valor que não se lê. Escreva como 1.234,56.')).toBeInTheDocument();
  expect(await field('Valor de compra (R$)')).toHaveValue('12,345');
  await save();
  expect(posted).toEqual([]);
  await type('Valor de compra (R$)', '1234,5');
  expect(await field('Valor de compra (R$)')).toHaveValue('1.234,50');
  await save();
  await waitFor(() => expect(posted[0]).toMatchObject({ purchase_value: '1234.5' }));
});

test('problems stand beside the fields their pointers name, also pickers, and nothing typed is lost', async () => {
  answer = () =>
    HttpResponse.json(
      { code: 'request.invalid', title: 'Dados inválidos', status: 422, errors: [{ pointer: '/location_id', code: 'not_found', message: 'Este lugar não existe mais.' }, { pointer: '/tag', code: 'taken', message: 'Já usada em Notebook Dell' }] },
      { status: 422 },
    );
  showNew();
  await type('Nome', 'Projetor');
  await type('Plaqueta', '004217');
  await save();
  const tag = await field('Plaqueta');
  expect(await screen.findByText('Já usada em Notebook Dell')).toBeInTheDocument();
  expect(tag).toHaveAccessibleDescription(expect.stringContaining('Já usada em Notebook Dell') as string);
  expect(tag).toBeInvalid();
  expect(tag).toHaveValue('004217');
  expect(await field('Localização')).toHaveAccessibleDescription(expect.stringContaining('Este lugar não existe mais.') as string);
  expect(screen.getByText('2 campos a corrigir')).toBeInTheDocument();
  await waitFor(() => expect(tag).toHaveFocus());
  await userEvent.type(tag, '9');
  expect(screen.queryByText('Já usada em Notebook Dell')).toBeNull();
});

test('"salvar e adicionar outro" keeps purchase and destination, not the thing itself', async () => {
  showNew(9);
  server.use(http.get('*/api/v1/ativos/9', () => HttpResponse.json(assetOut(9, { serial_number: 'X1', brand: 'Epson', invoice_number: 'NF 1' }))));
  expect(await field('Nome')).toHaveValue('Notebook 9'); // a copy…
  expect(await field('Plaqueta')).toHaveValue(''); // …without what only one thing can have
  expect(await field('Nº de série')).toHaveValue('');
  await save('Salvar e adicionar outro');
  await waitFor(() => expect(posted[0]).toMatchObject({ name: 'Notebook 9', tag: null, serial_number: null, category_id: 1, location_id: 3, responsible_id: 7, brand: 'Epson' }));
  await waitFor(async () => expect(await field('Nome')).toHaveValue(''));
  expect(await field('Marca')).toHaveValue('');
  expect(await field('Nota fiscal')).toHaveValue('NF 1');
  await type('Nome', 'Outro');
  await save();
  await waitFor(() => expect(posted[1]).toMatchObject({ name: 'Outro', category_id: 1, location_id: 3, responsible_id: 7, invoice_number: 'NF 1', brand: null }));
  expect(keys[0]).not.toBe(keys[1]);
});

test('editing sends what changed on the version seen, and a 412 asks field by field', async () => {
  const bodies: unknown[] = [];
  const versions: (string | null)[] = [];
  server.use(
    http.get('*/api/v1/ativos/9', () => HttpResponse.json(assetOut(9, { brand: 'Dell', model: 'A', version: 4 }))),
    http.patch('*/api/v1/ativos/9', async ({ request }) => {
      bodies.push(await request.json());
      versions.push(request.headers.get('If-Match'));
      if (bodies.length === 1) return HttpResponse.json({ code: 'request.stale_version', title: 'Alguém alterou antes', status: 412, current: assetOut(9, { brand: 'HP', model: 'B', version: 5 }) }, { status: 412 });
      return HttpResponse.json(assetOut(9, { version: 6 }));
    }),
  );
  renderAt(
    <Routes>
      <Route path="/ativos/9/editar" element={<EditAsset id={9} />} />
      <Route path="*" element={null} />
    </Routes>,
    '/ativos/9/editar',
    MANAGER,
  );
  await type('Marca', 'Lenovo');
  await save();
  const dialog = await screen.findByRole('dialog', { name: 'Outra pessoa salvou antes' });
  expect(within(dialog).getByRole('radio', { name: 'Marca: Sua versão, não salva' })).toBeChecked();
  expect(within(dialog).queryByText('Modelo')).toBeNull(); // only the other one changed it
  await userEvent.click(within(dialog).getByRole('button', { name: 'Salvar a escolha' }));
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent(/^\/ativos\/9$/));
  expect(bodies).toEqual([{ brand: 'Lenovo' }, { brand: 'Lenovo' }]);
  expect(versions).toEqual(['"4"', '"5"']);
});

test('an archived asset is not edited, and it is said why', async () => {
  server.use(http.get('*/api/v1/ativos/9', () => HttpResponse.json(assetOut(9, { archived_at: '2026-11-18T19:05:00Z', allowed_actions: ['unarchive'] }))));
  renderAt(<EditAsset id={9} />, '/ativos/9/editar', MANAGER);
  expect(await screen.findByText('Ele está arquivado. Desarquive para editar.')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Salvar' })).toBeNull();
});

test('a place that is missing is made without leaving the form, and chosen', async () => {
  let made: unknown;
  server.use(
    http.get('*/api/v1/localizacoes', () => HttpResponse.json({ items: [], page: 1, page_size: 30, total: 0, total_is_estimate: false })),
    http.get('*/api/v1/localizacoes/tipos', () => HttpResponse.json({ items: [{ code: 'room', name_pt: 'Sala', name_en: 'Room', rank: 60, allowed_parents: ['floor'] }] })),
    http.post('*/api/v1/localizacoes', async ({ request }) => {
      made = await request.json();
      return HttpResponse.json({ ...place, id: 77, name: 'Sala nova', full_name: 'Sala nova' }, { status: 201 });
    }),
  );
  showNew();
  await type('Nome', 'Projetor');
  await userEvent.type(await field('Localização'), 'Sala nova');
  await userEvent.click(await screen.findByRole('option', { name: 'Criar “Sala nova”' }));
  const dialog = await screen.findByRole('dialog', { name: 'Nova localização' });
  expect(within(dialog).getByRole('textbox', { name: 'Nome' })).toHaveValue('Sala nova');
  await userEvent.click(within(dialog).getByRole('combobox', { name: 'Tipo' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Sala' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Salvar' }));
  await waitFor(() => expect(made).toMatchObject({ name: 'Sala nova', type: 'room', parent_id: null }));
  expect(posted).toEqual([]); // the form around it was not sent
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await save();
  await waitFor(() => expect(posted[0]).toMatchObject({ name: 'Projetor', location_id: 77 }));
});
