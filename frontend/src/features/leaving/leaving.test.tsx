import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import type { LeavingOut } from '@/api/generated/model';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { LeavingScene } from '.';

const asset = (id: number, code: string) => ({ id, code, name: 'Trena', document: null, target_id: id, asset_id: id, state: 'in_use' });
const LEAVING: LeavingOut = {
  person: { id: 7, name: 'Otília Prado', registration: null, active: true, left_on: null },
  groups: [
    { kind: 'assets', blocks: true, total: 4, hidden: 2, items: [asset(1, 'A-1'), asset(2, 'A-2')] },
    { kind: 'loans', blocks: true, total: 1, hidden: 0, items: [{ id: 9, code: 'B-1', name: 'Câmera', document: 'EM-2026-000001', target_id: 5, asset_id: 3, state: 'active' }] },
    { kind: 'account', blocks: false, total: 1, hidden: 1, items: [] },
  ],
  left: 5,
  clearances: [],
  allowed_actions: ['give_back', 'pass_on', 'issue'],
};

beforeEach(() => server.use(http.get('*/api/v1/movimentacoes/desligamentos/7', () => HttpResponse.json(LEAVING))));

test('what is out of reach is counted; a code that is read ticks its asset, one of somebody else does not', async () => {
  server.use(http.get('*/api/v1/ativos/codigo/*', () => HttpResponse.json({ matches: [{ id: 99, tag: 'X-9', name: 'Alheio', matched_by: 'tag' }] })));
  renderAt(<LeavingScene person={7} />, '/pessoas/7/desligamento');
  expect(await screen.findByText('2 pendências fora do seu alcance')).toBeInTheDocument();
  await screen.findByLabelText('Código do bem');
  await userEvent.keyboard('a-2{Enter}b-1{Enter}');
  await waitFor(() => expect(screen.getByRole('checkbox', { name: 'Marcar A-2' })).toBeChecked());
  await waitFor(() => expect(screen.getByRole('checkbox', { name: 'Marcar B-1' })).toBeChecked());
  expect(screen.getByRole('checkbox', { name: 'Marcar A-1' })).not.toBeChecked();
  await userEvent.keyboard('x-9{Enter}');
  expect(await screen.findByText('Não está com esta pessoa')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Concluir com 2 bens' })).toBeInTheDocument();
});

test('what was borrowed goes back to its loan although no place was chosen, and each outcome is told', async () => {
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/movimentacoes/emprestimos/5', () => HttpResponse.json({ id: 5, version: 3 })),
    http.post('*/api/v1/movimentacoes/emprestimos/5/devolucao', async ({ request }) => {
      sent.push([request.headers.get('if-match'), await request.json()]);
      return HttpResponse.json({ id: 5, version: 4 });
    }),
  );
  renderAt(<LeavingScene person={7} />, '/pessoas/7/desligamento');
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Marcar B-1' }));
  await userEvent.click(screen.getByRole('button', { name: 'Concluir com 1 bem' }));
  expect(await screen.findByText('Feito')).toBeInTheDocument();
  expect(sent).toEqual([['"3"', { items: [{ asset_id: 3, condition: null, note: null, damaged: false }], location_id: null }]]);
});

test('commissions and decisions lead to their documents, whatever these are', async () => {
  const one = (id: number, code: string, state: string) => ({ id, code, name: 'Sem conserto', document: null, target_id: id, asset_id: null, state });
  const groups: LeavingOut['groups'] = [
    { kind: 'disposals', blocks: true, total: 1, hidden: 0, items: [one(4, 'BX-2026-000004', 'pending')] },
    { kind: 'approvals', blocks: true, total: 2, hidden: 0, items: [one(6, 'BX-2026-000006', 'disposal'), one(8, 'TR-2026-000008', 'transfer')] },
  ];
  server.use(http.get('*/api/v1/movimentacoes/desligamentos/7', () => HttpResponse.json({ ...LEAVING, groups, left: 3 })));
  renderAt(<LeavingScene person={7} />, '/pessoas/7/desligamento');
  expect(await screen.findByText('Comissões de baixas (1)')).toBeInTheDocument();
  const links = screen.getAllByRole('link', { name: /^(BX|TR)-/ });
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/baixas/4', '/baixas/6', '/transferencias/8']);
});

test('without a place nothing is sent', async () => {
  renderAt(<LeavingScene person={7} />, '/pessoas/7/desligamento');
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Marcar A-1' }));
  await userEvent.click(screen.getByRole('button', { name: 'Concluir com 1 bem' }));
  expect(await screen.findByText('Escolha o local.')).toBeInTheDocument();
});
