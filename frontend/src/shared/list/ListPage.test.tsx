import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { Selection } from '@/api/types';
import { AssetPreview, assetsList } from '@/features/assets-list';
import { assetOut, assetRow, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { ListPage } from './ListPage';

let asked: string[] = [];
let chosen: Selection | null = null;

const definition = assetsList({
  bulk: [{ id: 'probe', label: 'shared:confirm', icon: null, Dialog: ({ selection }) => ((chosen = selection), null) }],
  Empty: () => <p>{'vazio'}</p>,
  Preview: AssetPreview,
});

beforeEach(() => {
  asked = [];
  chosen = null;
  server.use(
    mock.get('*/api/v1/ativos', ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(pageOf([1, 2, 3].map((id) => assetRow(id)), 12480));
    }),
    mock.get('*/api/v1/ativos/resumo', () => HttpResponse.json({ count: 12480, total_value: '1000.00', by_status: {} })),
    mock.get('*/api/v1/ativos/:id', ({ params }) => HttpResponse.json(assetOut(Number(params.id)))),
    mock.get('*/api/v1/ativos/:id/trilha', () => HttpResponse.json({ items: [], next_cursor: null })),
  );
});

const address = () => screen.getByTestId('address').textContent;

test('the address holds filters, text, order and page, and is what the API is asked', async () => {
  renderAt(<ListPage resource={definition} />, '/ativos?status=in_use&status=missing&min_value=10.00&q=note&sort=-name&page=3');
  await screen.findByText('Notebook 1');
  const query = new URLSearchParams(asked[0]);
  expect(query.getAll('status')).toEqual(['in_use', 'missing']);
  expect(Object.fromEntries(query)).toMatchObject({ min_value: '10.00', q: 'note', sort: '-name', page: '3', page_size: '50' });
  expect(screen.getByText('Em uso, Não localizado')).toBeInTheDocument();
  expect(screen.getByText('desde 10,00')).toBeInTheDocument();
  expect(screen.getByRole('columnheader', { name: 'Nome' })).toHaveAttribute('aria-sort', 'descending');
});

test('typing, ordering and removing a filter go to the address and back to page one', async () => {
  const user = userEvent.setup();
  renderAt(<ListPage resource={definition} />, '/ativos?status=missing&page=3');
  await screen.findByText('Notebook 1');
  await user.type(screen.getByRole('searchbox'), 'cadeira');
  await waitFor(() => expect(address()).toBe('/ativos?status=missing&q=cadeira'));
  await user.click(screen.getByRole('button', { name: 'Remover filtro Situação' }));
  await waitFor(() => expect(address()).toBe('/ativos?q=cadeira'));
  await user.click(screen.getByRole('button', { name: 'Nome' }));
  await waitFor(() => expect(address()).toBe('/ativos?q=cadeira&sort=name'));
  await user.click(screen.getByRole('button', { name: 'Próxima página' }));
  await waitFor(() => expect(address()).toBe('/ativos?q=cadeira&sort=name&page=2'));
});

test('an unknown parameter in the address is not sent to the API', async () => {
  renderAt(<ListPage resource={definition} />, '/ativos?utm_source=mail');
  await screen.findByText('Notebook 1');
  expect(new URLSearchParams(asked[0]).has('utm_source')).toBe(false);
});

test('selection counts and sums, grows to all that match, and leaves single ones out', async () => {
  const user = userEvent.setup();
  renderAt(<ListPage resource={definition} />, '/ativos?status=in_use');
  await user.click(await screen.findByRole('checkbox', { name: /Selecionar 000001/ }));
  await user.click(screen.getByRole('checkbox', { name: /Selecionar 000002/ }));
  const bar = screen.getByRole('region', { name: 'Seleção' });
  expect(within(bar).getByText('2 selecionados')).toBeInTheDocument();
  expect(within(bar).getByText(/3,20/)).toBeInTheDocument();
  await user.click(within(bar).getByRole('button', { name: 'Confirmar' }));
  expect(chosen).toEqual({ ids: [1, 2] });

  await user.click(within(bar).getByRole('button', { name: 'Selecionar todos os 12.480' }));
  await user.click(screen.getByRole('checkbox', { name: /Selecionar 000003/ }));
  expect(within(bar).getByText('12.479 selecionados')).toBeInTheDocument();
  expect(within(bar).getByText(/996,90/)).toBeInTheDocument();
  await user.click(within(bar).getByRole('button', { name: 'Confirmar' }));
  expect(chosen).toEqual({ filter: { status: ['in_use'] }, exclude_ids: [3] });
});

test('"all that match" ends when the filter changes', async () => {
  const user = userEvent.setup();
  renderAt(<ListPage resource={definition} />, '/ativos?status=in_use');
  await user.click(await screen.findByRole('checkbox', { name: /Selecionar 000001/ }));
  await user.click(screen.getByRole('button', { name: 'Selecionar todos os 12.480' }));
  await user.click(screen.getByRole('button', { name: 'Remover filtro Situação' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Seleção' })).not.toBeInTheDocument());
});

test('the keyboard moves, previews, opens, selects and closes', async () => {
  const user = userEvent.setup();
  renderAt(<ListPage resource={definition} />, '/ativos');
  await screen.findByText('Notebook 1');
  await user.keyboard('j');
  await user.keyboard('j');
  await user.keyboard('x');
  expect(screen.getByText('1 selecionado')).toBeInTheDocument();
  expect(screen.getByRole('checkbox', { name: /Selecionar 000002/ })).toBeChecked();
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('complementary', { name: 'Prévia de 000002 Notebook 2' })).toBeInTheDocument();
  expect(address()).toBe('/ativos?preview=2');
  await user.keyboard('k');
  expect(await screen.findByRole('complementary', { name: 'Prévia de 000001 Notebook 1' })).toBeInTheDocument();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('complementary')).not.toBeInTheDocument());
  await user.keyboard('/');
  expect(screen.getByRole('searchbox')).toHaveFocus();
});

test('a failure says so, keeps the filters and tries again', async () => {
  const user = userEvent.setup();
  let fail = true;
  server.use(mock.get('*/api/v1/ativos', () => (fail ? HttpResponse.json({ code: 'server.unexpected', title: 'x', request_id: 'abcdef0123' }, { status: 500 }) : HttpResponse.json(pageOf([assetRow(1)])))));
  renderAt(<ListPage resource={definition} />, '/ativos?status=missing');
  expect(await screen.findByText('A lista não carregou')).toBeInTheDocument();
  fail = false;
  await user.click(screen.getByRole('button', { name: 'Tentar de novo' }));
  expect(await screen.findByText('Notebook 1')).toBeInTheDocument();
  expect(address()).toBe('/ativos?status=missing');
});
