import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { AssetDisposalOut } from '@/api/generated/model';
import { assetOut } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { AssetDetail } from './AssetDetail';

const ENTRY = {
  id: 9,
  entity: 'asset',
  entity_id: 1,
  action: 'update',
  actor: { kind: 'user', id: 2, name: 'Rita Mendes' },
  source: 'web',
  reason: 'conferência',
  request_id: null,
  changes: [
    { field: 'serial_number', before: '7H2KOQ8', after: '7H2K0Q8' },
    { field: 'status', before: 'available', after: 'in_use' },
  ],
  created_at: '2026-11-18T19:05:00Z',
};

const NO_DISPOSAL: AssetDisposalOut = { state: null, since: null, destination: null, disposal: null };

function answer(over = {}, disposal: Partial<AssetDisposalOut> = {}) {
  server.use(
    mock.get('*/api/v1/movimentacoes/baixas/bens/1', () => HttpResponse.json({ ...NO_DISPOSAL, ...disposal })),
    mock.get('*/api/v1/ativos/1', () => HttpResponse.json(assetOut(1, over))),
    mock.get('*/api/v1/ativos/1/trilha', () => HttpResponse.json({ items: [ENTRY], next_cursor: null })),
    mock.get('*/api/v1/ativos/1/anexos', () => HttpResponse.json({ items: [], allowed_actions: [] })),
    mock.get('*/api/v1/ativos/1/movimentacoes', () => HttpResponse.json({ items: [], next_cursor: null })),
  );
}

const actions = [
  { id: 'move', label: 'shared:confirm', icon: null, Dialog: () => <p>{'aberto'}</p> },
  { id: 'archive', label: 'shared:close', icon: null, Dialog: () => null },
];

test('shows only the actions the server allows, and opens them', async () => {
  answer({ allowed_actions: ['move'] });
  renderAt(<AssetDetail id={1} actions={actions} />, '/ativos/1');
  expect(await screen.findByRole('heading', { level: 1, name: 'Notebook 1' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Fechar' })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Confirmar' }));
  expect(await screen.findByText('aberto')).toBeInTheDocument();
});

test('history says who, what, before and after in words', async () => {
  answer();
  renderAt(<AssetDetail id={1} actions={[]} />, '/ativos/1?aba=historico');
  const item = (await screen.findByText('Rita Mendes')).closest('li')!;
  expect(item).toHaveTextContent('Rita Mendes alterou');
  expect(within(item).getByText('7H2KOQ8').tagName).toBe('S');
  expect(item).toHaveTextContent('Situação:Disponível→Em uso');
  expect(item).toHaveTextContent('Motivo: conferência');
});

test('tabs are in the address and move by arrow keys', async () => {
  answer();
  renderAt(<AssetDetail id={1} actions={[]} />, '/ativos/1');
  const first = await screen.findByRole('tab', { name: 'Dados' });
  first.focus();
  await userEvent.keyboard('{ArrowRight}');
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/ativos/1?aba=movimentacoes'));
  expect(await screen.findByText('Nenhuma movimentação ainda')).toBeInTheDocument();
});

test('an asset that is not there says so', async () => {
  server.use(mock.get('*/api/v1/ativos/1', () => HttpResponse.json({ code: 'assets.not_found', title: 'Ativo não encontrado' }, { status: 404 })));
  renderAt(<AssetDetail id={1} actions={[]} />, '/ativos/1');
  expect(await screen.findByRole('alert')).toHaveTextContent('Ativo não encontrado');
  expect(screen.getByRole('link', { name: 'Ir para os ativos' })).toHaveAttribute('href', '/ativos');
  expect(screen.queryByRole('button', { name: 'Tentar de novo' })).toBeNull();
});

const WAITING: Partial<AssetDisposalOut> = { state: 'waiting', since: '2026-11-18T19:05:00Z', destination: 'auction', disposal: { id: 5, name: 'BX-2026-000005' } };

test('what waits to be disposed of says so in its head, and is not offered for what would be refused', async () => {
  answer({ allowed_actions: ['move', 'archive'] }, WAITING);
  renderAt(<AssetDetail id={1} actions={[{ ...actions[0]!, free: true }, actions[1]!]} />, '/ativos/1');
  expect(await screen.findByRole('link', { name: 'BX-2026-000005' })).toHaveAttribute('href', '/baixas/5');
  expect(screen.getByText('Em processo de baixa desde')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Fechar' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Confirmar' })).toBeNull();
});

test('who may not see the disposal is told the fact alone', async () => {
  answer({ status: 'disposed' }, { ...WAITING, state: 'gone', destination: null, disposal: null });
  renderAt(<AssetDetail id={1} actions={[]} />, '/ativos/1');
  expect((await screen.findByText('Baixado em')).parentElement).toHaveTextContent(/^Baixado em 18\/11\/2026$/);
  expect(screen.queryByText(/BX-/)).toBeNull();
});
