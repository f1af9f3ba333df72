import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { LoanExtensionOut, LoanLineOut, LoanOut, LoanRow } from '@/api/generated/model';
import type { Me } from '@/api/types';
import { ADMIN, assetOut, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import { ListPage } from '@/shared/list';
import { useToasts } from '@/shared/toast/toast';
import { addDays, today } from './days';
import { loansList } from './definition';
import GiveBackOneDialog from './GiveBackOneDialog';
import { GiveBackDialog, HandOverDialog } from './HandDialog';
import LoanDialog from './LoanDialog';
import { LoanDetail } from './LoanDetail';
import { LoseDialog } from './LoseDialog';

const everywhere = { everywhere: true, location_ids: [] };
const LENDER: Me = { ...ADMIN, permissions: { ...ADMIN.permissions, 'loans.request': everywhere, 'loans.desk': everywhere, 'loans.configure': everywhere } };

const ROW: LoanRow = {
  id: 5, number: 'EM-2026-000005', state: 'active', borrower_type: 'person', borrower: { id: 7, name: 'Marina Prado' }, series_id: null, open_extension: null, requester: { id: 1, name: 'Rita Mendes' },
  purpose: 'Feira de ciências', start_date: '2026-11-10', due_date: '2026-11-17', overdue_days: 11, items: 2, out: 2, created_at: '2026-11-10T12:00:00Z', version: 3,
};

const line = (id: number, over: Partial<LoanLineOut> = {}): LoanLineOut => ({
  id, asset_id: id * 10, tag: `PROJ-${id}`, name: `Projetor ${id}`, category: null, status: 'active', accessories: null, accessory_list: [], missing_accessories: [], disposal: null, out_condition: null, out_note: null, handed_over_at: null,
  in_condition: null, in_note: null, ended_at: null, occurrence_id: null, attachments: 0, ...over,
});

const LOAN: LoanOut = {
  ...ROW, signer: { id: 7, name: 'Marina Prado' }, conditions: null, approver: null, approval_id: null, decided_at: null, handed_over_at: '2026-11-10T13:00:00Z', closed_at: null, closing_note: null,
  extensions: [], extension_approval_id: null,
  lines: [line(1, { accessories: 'controle, cabo', accessory_list: ['controle', 'cabo'] }), line(2)], reminders: [{ kind: 'overdue', mailed: true, sent_by: null, created_at: '2026-11-18T09:00:00Z' }], disposals: [], allowed_actions: ['give_back', 'remind'],
};

const onClose = vi.fn();
const onDone = vi.fn();

beforeAll(() => loadTexts(['loans', 'dialog', 'location', 'approval', 'attachments']));
beforeEach(() => {
  onClose.mockReset();
  onDone.mockReset();
  server.use(
    mock.get('*/api/v1/movimentacoes/termos', () => HttpResponse.json(pageOf([]))),
    mock.get('*/api/v1/pessoas', () => HttpResponse.json(pageOf([{ id: 7, name: 'Marina Prado', registration: '123', active: true }]))),
    mock.get('*/api/v1/pessoas/:id', () => HttpResponse.json({ id: 7, name: 'Marina Prado', registration: '123', active: true })),
    mock.get('*/api/v1/ativos/:id', ({ params }) => HttpResponse.json(assetOut(Number(params.id), { tag: `PROJ-${String(params.id)}` }))),
    mock.get('*/api/v1/ativos/codigo/:code', () => HttpResponse.json({ code: 'request.not_found', title: 'Não encontrado', status: 404 }, { status: 404, headers: { 'content-type': 'application/problem+json' } })),
  );
});

test('days are counted where the organisation is', () => {
  expect(today(new Date('2026-11-28T02:30:00Z'))).toBe('2026-11-27');
  expect(addDays('2026-12-28', 7)).toBe('2027-01-04');
});

test('the list says what is late, and its views are filters of the address', async () => {
  const asked: string[] = [];
  server.use(
    mock.get('*/api/v1/movimentacoes/emprestimos', ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(pageOf([ROW, { ...ROW, id: 2, number: 'EM-2026-000002', overdue_days: 0, out: 0, open_extension: 'asked' }]));
    }),
  );
  const user = userEvent.setup();
  renderAt(<ListPage resource={loansList} />, '/emprestimos', LENDER);
  expect(await screen.findByText('atrasado há 11 dias')).toBeInTheDocument();
  const wishing = screen.getByText('EM-2026-000002').closest<HTMLElement>('tr, [role=row], li')!;
  expect(within(wishing).getByText('Pede prazo')).toBeInTheDocument();
  expect(screen.getByText('2 de 2 fora')).toBeInTheDocument();
  const views = screen.getByRole('group', { name: 'Seleções de Empréstimos' });
  expect(within(views).getByRole('button', { name: 'Todos' })).toHaveAttribute('aria-pressed', 'true');
  await user.click(within(views).getByRole('button', { name: 'Atrasados' }));
  await waitFor(() => expect(asked.at(-1)).toContain('overdue=true'));
  await user.click(within(views).getByRole('button', { name: 'A devolver' }));
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/emprestimos?state=active'));
  expect(asked.at(-1)).not.toContain('overdue');
  expect(within(views).getByRole('button', { name: 'A devolver' })).toHaveAttribute('aria-pressed', 'true');
});

test('the rules are read and written by who may, with the version that was read', async () => {
  const sent: unknown[] = [];
  server.use(
    mock.get('*/api/v1/movimentacoes/emprestimos', () => HttpResponse.json(pageOf([ROW]))),
    mock.get('*/api/v1/movimentacoes/emprestimos/regras', () => HttpResponse.json({ buffer_days: 0, most_days: 366, block_after_days: 1, version: 4 })),
    mock.put('*/api/v1/movimentacoes/emprestimos/regras', async ({ request }) => {
      sent.push([request.headers.get('if-match'), await request.json()]);
      return HttpResponse.json({ buffer_days: 2, most_days: 366, block_after_days: null, version: 5 });
    }),
  );
  const user = userEvent.setup();
  renderAt(<ListPage resource={loansList} />, '/emprestimos', LENDER);
  await user.click(await screen.findByRole('button', { name: 'Regras' }));
  const dialog = await screen.findByRole('dialog', { name: 'Regras de empréstimo' });
  const buffer = await within(dialog).findByLabelText(/Intervalo entre empréstimos/);
  await user.clear(buffer);
  await user.type(buffer, '2');
  await user.click(within(dialog).getByRole('switch', { name: 'Não emprestar a quem está atrasado' }));
  await user.click(within(dialog).getByRole('button', { name: 'Salvar regras' }));
  await waitFor(() => expect(sent).toEqual([['"4"', { most_days: 366, buffer_days: 2, block_after_days: null }]]));
});

test('a conflict is said in the form, and nothing that was typed is lost', async () => {
  const bodies: unknown[] = [];
  server.use(
    mock.post('*/api/v1/movimentacoes/emprestimos', async ({ request }) => {
      bodies.push(await request.json());
      const problem = { code: 'loans.conflict', title: 'Período ocupado', detail: 'Há bens reservados ou emprestados nesses dias: PROJ-2.', status: 409 };
      return bodies.length === 1 ? HttpResponse.json(problem, { status: 409, headers: { 'content-type': 'application/problem+json' } }) : HttpResponse.json({ ...LOAN, state: 'reserved' }, { status: 201 });
    }),
  );
  const user = userEvent.setup();
  renderAt(<LoanDialog selection={{ ids: [1, 2] }} count={2} onClose={onClose} onDone={onDone} />, '/ativos', LENDER);
  const dialog = await screen.findByRole('dialog', { name: 'Emprestar 2 bens' });
  const submit = within(dialog).getByRole('button', { name: 'Reservar' });
  await user.click(submit);
  expect(await within(dialog).findByText('Escolha o tomador.')).toBeInTheDocument();
  expect(bodies).toEqual([]);
  await user.click(within(dialog).getByRole('combobox', { name: /Tomador/ }));
  await user.click(await screen.findByRole('option', { name: /Marina Prado/ }));
  await user.type(within(dialog).getByLabelText(/Finalidade/), 'Feira');
  await user.type(await within(dialog).findByLabelText('Acessórios de PROJ-1'), 'controle');
  await user.click(submit);
  expect(await within(dialog).findByText(/PROJ-2\./)).toBeInTheDocument();
  expect(within(dialog).getByLabelText(/Finalidade/)).toHaveValue('Feira');
  expect(onDone).not.toHaveBeenCalled();
  await user.click(submit);
  await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  const start = today();
  expect(bodies.at(-1)).toEqual({
    items: [{ asset_id: 1, accessories: 'controle' }, { asset_id: 2, accessories: null }],
    borrower_type: 'person', borrower_id: 7, signer_id: null, start_date: start, due_date: addDays(start, 7), purpose: 'Feira', conditions: null,
  });
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/emprestimos/5'));
});

test('a third party needs somebody who receives for it', async () => {
  server.use(mock.get('*/api/v1/compras/fornecedores', () => HttpResponse.json(pageOf([]))));
  const user = userEvent.setup();
  renderAt(<LoanDialog selection={{ ids: [1] }} count={1} onClose={onClose} onDone={onDone} />, '/ativos', LENDER);
  const dialog = await screen.findByRole('dialog', { name: 'Emprestar 1 bem' });
  await user.click(within(dialog).getByText('Terceiro'));
  await user.click(within(dialog).getByRole('button', { name: 'Reservar' }));
  expect(await within(dialog).findByText('Escolha quem recebe e assina.')).toBeInTheDocument();
});

test('what comes back is told asset by asset: some of it, damaged, with the version that was read', async () => {
  const sent: unknown[] = [];
  server.use(
    mock.post('*/api/v1/movimentacoes/emprestimos/5/devolucao', async ({ request }) => {
      sent.push([request.headers.get('if-match'), await request.json()]);
      return HttpResponse.json({ ...LOAN, version: 4 });
    }),
  );
  const user = userEvent.setup();
  renderAt(<GiveBackDialog item={LOAN} onClose={onClose} />, '/emprestimos/5', LENDER);
  const dialog = await screen.findByRole('dialog', { name: 'Receber de volta EM-2026-000005' });
  expect(within(dialog).getByText('2 de 2 bens marcados')).toBeInTheDocument();
  await user.click(within(dialog).getByRole('checkbox', { name: 'Marcar todos' }));
  await user.click(within(dialog).getByRole('button', { name: 'Receber de volta' }));
  expect(await within(dialog).findByText('Marque ao menos um bem.')).toBeInTheDocument();
  const code = within(dialog).getByLabelText('Plaqueta');
  await user.type(code, 'XX{Enter}');
  expect(await within(dialog).findByText('XX não é deste empréstimo.')).toBeInTheDocument();
  await user.clear(code);
  await user.type(code, 'proj-1{Enter}');
  expect(await within(dialog).findByText('PROJ-1 marcado.')).toBeInTheDocument();
  await user.click(within(dialog).getByRole('checkbox', { name: 'PROJ-1 voltou com dano' }));
  const cable = within(dialog).getByRole('checkbox', { name: 'cabo de PROJ-1' });
  expect(cable).toBeChecked();
  await user.click(cable);
  expect(within(dialog).getByText('Não voltou: cabo. Fica registrado e abre uma ocorrência.')).toBeInTheDocument();
  await user.type(within(dialog).getByLabelText('Observação sobre PROJ-1'), 'lente riscada');
  await user.selectOptions(within(dialog).getByLabelText('Estado de PROJ-1'), 'poor');
  await user.click(within(dialog).getByRole('button', { name: 'Receber 1 bem' }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent).toEqual([['"3"', { items: [{ asset_id: 10, condition: 'poor', note: 'lente riscada', damaged: true, missing_accessories: ['cabo'] }], location_id: null }]]);
});

test('an asset comes back from its page: of the loan that it is out on, and of no other asset', async () => {
  const before = { ...LOAN, id: 4, number: 'EM-2026-000004', lines: [line(1, { status: 'returned' })] };
  server.use(
    mock.get('*/api/v1/movimentacoes/emprestimos', ({ request }) => HttpResponse.json(pageOf(new URL(request.url).search.includes('asset_id=10&state=active') ? [{ ...ROW, id: 4 }, ROW] : []))),
    mock.get('*/api/v1/movimentacoes/emprestimos/4', () => HttpResponse.json(before)),
    mock.get('*/api/v1/movimentacoes/emprestimos/5', () => HttpResponse.json(LOAN)),
  );
  const { unmount } = renderAt(<GiveBackOneDialog item={assetOut(10)} onClose={onClose} />, '/ativos/10', LENDER);
  const dialog = await screen.findByRole('dialog', { name: 'Receber de volta EM-2026-000005' });
  expect(within(dialog).getByRole('checkbox', { name: 'Marcar PROJ-1' })).toBeChecked();
  expect(within(dialog).getByRole('checkbox', { name: 'Marcar PROJ-2' })).not.toBeChecked();
  expect(within(dialog).getByRole('button', { name: 'Receber 1 bem' })).toBeInTheDocument();
  unmount();
  renderAt(<GiveBackOneDialog item={assetOut(11)} onClose={onClose} />, '/ativos/11', LENDER);
  expect(await screen.findByText(/fora do seu alcance/)).toBeInTheDocument();
});

test('what is left out of a hand-over is free again, and that is said before', async () => {
  const reserved = { ...LOAN, state: 'reserved' as const, lines: LOAN.lines.map((one) => ({ ...one, status: 'reserved' as const })) };
  const user = userEvent.setup();
  renderAt(<HandOverDialog item={reserved} onClose={onClose} />, '/emprestimos/5', LENDER);
  await user.click(await screen.findByRole('checkbox', { name: 'Marcar PROJ-2' }));
  expect(await screen.findByText('1 bem não será entregue e fica livre.')).toBeInTheDocument();
  expect(screen.queryByRole('checkbox', { name: /voltou com dano/ })).toBeNull();
});

test('the page offers what the server allows, and tells who was reminded', async () => {
  server.use(mock.get('*/api/v1/movimentacoes/emprestimos/5', () => HttpResponse.json(LOAN)));
  renderAt(<LoanDetail id={5} />, '/emprestimos/5', LENDER);
  expect(await screen.findByRole('heading', { level: 1, name: 'EM-2026-000005' })).toBeInTheDocument();
  expect(screen.getByText('atrasado há 11 dias')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Receber de volta' })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Lembrar' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Prorrogar' })).toBeNull();
  expect(screen.getByText('Com: controle, cabo')).toBeInTheDocument();
  expect(screen.getByText('depois do prazo')).toBeInTheDocument();
});

test('what is lost is chosen and told, and leads to the disposal that it opened', async () => {
  const sent: unknown[] = [];
  server.use(
    mock.post('*/api/v1/movimentacoes/emprestimos/5/extravio', async ({ request }) => {
      sent.push([request.headers.get('if-match'), await request.json()]);
      return HttpResponse.json({ ...LOAN, version: 4, disposals: [{ id: 3, name: 'BX-2026-000003' }, { id: 8, name: 'BX-2026-000008' }] });
    }),
  );
  const user = userEvent.setup();
  renderAt(<LoseDialog item={{ ...LOAN, disposals: [{ id: 3, name: 'BX-2026-000003' }] }} onClose={onClose} />, '/emprestimos/5', LENDER);
  const dialog = await screen.findByRole('dialog', { name: 'Registrar extravio em EM-2026-000005' });
  await user.click(within(dialog).getByRole('button', { name: 'Registrar extravio' }));
  expect(await within(dialog).findByText('Marque ao menos um bem.')).toBeInTheDocument();
  expect(within(dialog).getByText('Diga o que aconteceu.')).toBeInTheDocument();
  await user.click(within(dialog).getByRole('checkbox', { name: 'Marcar PROJ-2' }));
  await user.type(within(dialog).getByLabelText(/O que aconteceu/), 'Levado do carro');
  await user.click(within(dialog).getByRole('button', { name: 'Registrar extravio' }));
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/baixas/8'));
  expect(sent).toEqual([['"3"', { asset_ids: [20], description: 'Levado do carro' }]]);
});

test('a lost line leads to its disposal', async () => {
  const lost = { ...LOAN, disposals: [{ id: 3, name: 'BX-2026-000003' }, { id: 8, name: 'BX-2026-000008' }], lines: [line(1, { status: 'lost', disposal: { id: 8, name: 'BX-2026-000008' } }), line(2, { status: 'returned', missing_accessories: ['cabo'] })], allowed_actions: ['find' as const] };
  server.use(mock.get('*/api/v1/movimentacoes/emprestimos/5', () => HttpResponse.json(lost)));
  renderAt(<LoanDetail id={5} />, '/emprestimos/5', LENDER);
  expect(await screen.findByRole('link', { name: 'Extraviado' })).toHaveAttribute('href', '/baixas/8');
  expect(screen.getByRole('button', { name: 'Reencontrado' })).toBeInTheDocument();
  expect(screen.getByText('Não voltou: cabo')).toBeInTheDocument();
});

const WANTED: LoanExtensionOut = { id: 2, due_date: '2026-12-09', reason: 'A feira foi adiada', state: 'asked', requester: { id: 9, name: 'Marina Prado' }, created_at: '2026-11-20T12:00:00Z', decided_at: null, decided_by: null, note: null };

test('who borrowed asks for another due date, and reads what came of it', async () => {
  const sent: unknown[] = [];
  server.use(
    mock.get('*/api/v1/movimentacoes/emprestimos/5', () => HttpResponse.json({ ...LOAN, extensions: [{ ...WANTED, state: 'refused', decided_at: '2026-11-21T12:00:00Z', decided_by: { id: 1, name: 'Rita Mendes' }, note: 'Outra turma espera' }], allowed_actions: ['ask_extension'] })),
    mock.post('*/api/v1/movimentacoes/emprestimos/5/prorrogacao/pedido', async ({ request }) => {
      sent.push([request.headers.get('if-match'), await request.json()]);
      return HttpResponse.json({ ...LOAN, version: 4, extensions: [WANTED], allowed_actions: ['withdraw_extension'] });
    }),
  );
  const user = userEvent.setup();
  renderAt(<LoanDetail id={5} />, '/emprestimos/5', LENDER);
  expect(await screen.findByText(/Outra turma espera/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Pedir prorrogação' }));
  const dialog = await screen.findByRole('dialog', { name: 'Pedir prorrogação de EM-2026-000005' });
  await user.click(within(dialog).getByRole('button', { name: 'Pedir prorrogação' }));
  expect(await within(dialog).findByText('Diga o motivo.')).toBeInTheDocument();
  await user.type(within(dialog).getByLabelText(/Motivo/), 'Adiada');
  await user.click(within(dialog).getByRole('button', { name: 'Pedir prorrogação' }));
  await waitFor(() => expect(sent).toEqual([['"3"', { due_date: addDays(today(), 7), reason: 'Adiada' }]]));
});

test('an extension that nobody refused says why it fell', async () => {
  server.use(mock.get('*/api/v1/movimentacoes/emprestimos/5', () => HttpResponse.json({ ...LOAN, extensions: [{ ...WANTED, state: 'refused', decided_at: '2026-11-21T12:00:00Z', note: 'Período ocupado' }] })));
  renderAt(<LoanDetail id={5} />, '/emprestimos/5', LENDER);
  expect(await screen.findByText('Período ocupado')).toBeInTheDocument();
  expect(screen.queryByText(/respondeu em/)).toBeNull();
});

test('who lends sees what was asked for, refuses it with a reason or gives it, which may wait for approval', async () => {
  const sent: unknown[] = [];
  const answer = (step: string, over: Partial<LoanOut>) =>
    mock.post(`*/api/v1/movimentacoes/emprestimos/5/prorrogacao/${step}`, async ({ request }) => {
      sent.push([step, request.headers.get('if-match'), await request.text()]);
      return HttpResponse.json({ ...LOAN, version: 4, ...over });
    });
  const asked: LoanOut = { ...LOAN, extensions: [WANTED], allowed_actions: ['give_back', 'grant_extension', 'refuse_extension'] };
  server.use(
    mock.get('*/api/v1/movimentacoes/emprestimos/5', () => HttpResponse.json(asked)),
    answer('recusa', {}),
    answer('concessao', { extensions: [{ ...WANTED, state: 'pending' }] }),
  );
  const user = userEvent.setup();
  renderAt(<LoanDetail id={5} />, '/emprestimos/5', LENDER);
  expect(await screen.findByText('Prorrogação pedida até 09/12/2026')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Recusar prorrogação' }));
  const refusing = await screen.findByRole('dialog', { name: 'Recusar a prorrogação de EM-2026-000005' });
  await user.click(within(refusing).getByRole('button', { name: 'Recusar prorrogação' }));
  expect(await within(refusing).findByText('Diga o motivo.')).toBeInTheDocument();
  await user.type(within(refusing).getByLabelText(/Motivo/), 'Não dá');
  await user.click(within(refusing).getByRole('button', { name: 'Recusar prorrogação' }));
  await waitFor(() => expect(sent).toEqual([['recusa', '"3"', JSON.stringify({ note: 'Não dá' })]]));
  await user.click(await screen.findByRole('button', { name: 'Conceder prorrogação' }));
  const granting = await screen.findByRole('dialog', { name: 'Conceder a prorrogação de EM-2026-000005' });
  expect(within(granting).getByText(/Marina Prado pediu o prazo até 09\/12\/2026/)).toBeInTheDocument();
  await user.click(within(granting).getByRole('button', { name: 'Conceder prorrogação' }));
  await waitFor(() => expect(useToasts.getState().toasts.map((one) => one.title)).toContain('A prorrogação de EM-2026-000005 aguarda aprovação'));
});
