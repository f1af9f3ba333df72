import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { DisposalLineOut, DisposalOut, DisposalRow, DisposalRulesOut, OccurrenceOut } from '@/api/generated/model';
import type { Me } from '@/api/types';
import { ADMIN, assetOut, assetRow, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import { ListPage } from '@/shared/list';
import { useStore } from '@/shared/store/store';
import { ConcludeDialog } from './ConcludeDialog';
import { disposalsList } from './definition';
import { AskDialog } from './dialogs';
import { DisposalDetail } from './DisposalDetail';
import DisposalDialog from './DisposalDialog';
import { EditDisposal, NewDisposal } from './DisposalEditor';

const everywhere = { everywhere: true, location_ids: [] };
const KEEPER: Me = { ...ADMIN, permissions: { ...ADMIN.permissions, 'disposals.read': everywhere, 'disposals.request': everywhere, 'disposals.desk': everywhere } };
const ADDRESS = '*/api/v1/movimentacoes/baixas';

const line = (id: number, over: Partial<DisposalLineOut> = {}): DisposalLineOut => ({
  id, asset_id: id * 10, tag: `PC-${id}`, name: `Computador ${id}`, status: 'available', classification: null, purchase_value: '1500.00', appraised_value: null, received_value: null, note: null, attachments: 0, has_photo: false, ...over,
});

const ROW: DisposalRow = {
  id: 5, number: 'BX-2026-000005', state: 'draft', destination: 'discard', recipient: null, requester: { id: 1, name: 'Rita Mendes' }, reason: 'Sem conserto', process_number: null, is_ewaste: false,
  items: 2, appraised_value: null, received_value: null, concluded_at: null, created_at: '2026-11-10T12:00:00Z', version: 3,
};

const DRAFT: DisposalOut = {
  ...ROW, report: null, commission_act: null, members: [{ person: { id: 7, name: 'Marina Prado' }, role: 'chair' }], police_report: null, police_report_date: null, receiver: null, document_number: null, certificate_id: null,
  loan: null, approver: null, approval_id: null, submitted_at: null, decided_at: null, concluded_by: null, reversed_at: null, reversed_by: null, closing_note: null, attachments: 0,
  lines: [line(1), line(2)], allowed_actions: ['edit', 'ask', 'cancel'],
};
const APPROVED: DisposalOut = { ...DRAFT, state: 'approved', allowed_actions: ['conclude', 'cancel'], lines: [line(1, { classification: 'irrecoverable' }), line(2, { classification: 'idle' })] };

const RULES: DisposalRulesOut = { report_required: false, commission_members: 0, photos_required: false, version: 2 };

const problem = (status: number, body: object) => HttpResponse.json({ status, ...body }, { status, headers: { 'content-type': 'application/problem+json' } });
const supplier = { id: 9, name: 'Recicla Bem', tax_id: null };

beforeAll(() => loadTexts(['disposals', 'dialog', 'location', 'approval', 'attachments', 'scanner']));
beforeEach(() => {
  server.use(
    mock.get('*/api/v1/movimentacoes/termos', () => HttpResponse.json(pageOf([]))),
    mock.get('*/api/v1/pessoas', () => HttpResponse.json(pageOf([{ id: 7, name: 'Marina Prado', registration: '123', active: true }, { id: 8, name: 'Otávio Reis', registration: '124', active: true }]))),
    mock.get('*/api/v1/pessoas/:id', ({ params }) => HttpResponse.json({ id: Number(params.id), name: params.id === '7' ? 'Marina Prado' : 'Otávio Reis', registration: '123', active: true })),
    mock.get('*/api/v1/compras/fornecedores', () => HttpResponse.json(pageOf([supplier]))),
    mock.get('*/api/v1/compras/fornecedores/:id', () => HttpResponse.json(supplier)),
    mock.get('*/api/v1/ativos', () => HttpResponse.json(pageOf([assetRow(10, { tag: 'PC-1', name: 'Computador 1' })]))),
    mock.get('*/api/v1/ativos/:id', ({ params }) => HttpResponse.json(assetOut(Number(params.id), { tag: `PC-${Number(params.id) / 10}` }))),
    mock.get(`${ADDRESS}/regras`, () => HttpResponse.json(RULES)),
    mock.get(`${ADDRESS}/:id/anexos`, () => HttpResponse.json({ items: [], allowed_actions: [] })),
  );
});

/** What is written to these addresses, with the version it is about. */
function written(answers: Record<string, (body: unknown) => Response>) {
  const sent: [string, string | null, unknown][] = [];
  for (const [step, answer] of Object.entries(answers)) {
    const [method = '', path = ''] = step.split(' ');
    server.use(
      mock[method as 'post' | 'put'](`${ADDRESS}${path}`, async ({ request }) => {
        const text = await request.text();
        const body: unknown = text ? JSON.parse(text) : null;
        sent.push([step, request.headers.get('if-match'), body]);
        return answer(body);
      }),
    );
  }
  return sent;
}

test('the list has a view for each step that waits, and its filters are of the address', async () => {
  const asked: string[] = [];
  server.use(
    mock.get(ADDRESS, ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(pageOf([{ ...ROW, recipient: { id: 9, name: 'Recicla Bem' } }]));
    }),
  );
  const user = userEvent.setup();
  renderAt(<ListPage resource={disposalsList} />, '/baixas', KEEPER);
  expect(await screen.findByText('BX-2026-000005')).toBeInTheDocument();
  expect(screen.getByTitle('Recicla Bem')).toHaveTextContent('Descarte · Recicla Bem');
  await user.click(screen.getByRole('button', { name: 'A concluir' }));
  await waitFor(() => expect(asked.at(-1)).toContain('state=approved'));
  expect(screen.getByRole('link', { name: 'Nova baixa' })).toHaveAttribute('href', '/baixas/nova');
});

test('all are classified at once, each may differ, and the lot is kept in the order of its assets', async () => {
  server.use(mock.get(`${ADDRESS}/5`, () => HttpResponse.json(DRAFT)));
  const sent = written({ 'put /5': () => HttpResponse.json({ ...DRAFT, version: 4 }) });
  const user = userEvent.setup();
  renderAt(<EditDisposal id={5} />, '/baixas/5/editar', KEEPER);
  await user.selectOptions(await screen.findByLabelText('Classificar todos como'), 'irrecoverable');
  expect(screen.getByLabelText('Classificação de PC-1')).toHaveValue('irrecoverable');
  await user.selectOptions(screen.getByLabelText('Classificação de PC-2'), 'idle');
  await user.type(screen.getByLabelText('Valor avaliado de PC-2'), '1.234,50');
  await user.type(screen.getByLabelText('Observação sobre PC-1'), 'Placa queimada');
  expect(screen.getByText('R$ 1.234,50')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Guardar rascunho' }));
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/baixas/5'));
  expect(sent).toEqual([['put /5', '"3"', expect.objectContaining({
    destination: 'discard', reason: 'Sem conserto', members: [{ person_id: 7, role: 'chair' }],
    items: [{ asset_id: 10, classification: 'irrecoverable', appraised_value: null, note: 'Placa queimada' }, { asset_id: 20, classification: 'idle', appraised_value: '1234.50', note: null }],
  })]]);
});

const OCCURRENCE: OccurrenceOut = {
  id: 12, kind: 'damage', state: 'resolved', asset: { id: 10, tag: 'PC-1', name: 'Computador 1' }, location: null, loan: null, description: 'Placa queimada,\nsem conserto', opened_by: null,
  created_at: '2026-11-10T12:00:00Z', resolved_at: null, resolution: 'Vai para baixa', resolved_by: null, report: null, attachments: 0, version: 2, allowed_actions: ['dispose'],
};

test('from an occurrence: its asset and what happened are there, and a draft of its own keeps what is typed', async () => {
  server.use(mock.get('*/api/v1/movimentacoes/ocorrencias/12', () => HttpResponse.json(OCCURRENCE)));
  const sent = written({ 'post ': () => HttpResponse.json(DRAFT, { status: 201 }) });
  const user = userEvent.setup();
  renderAt(<NewDisposal />, '/baixas/nova?ocorrencia=12', KEEPER);
  const reason = await screen.findByLabelText(/^Motivo/);
  expect(reason).toHaveValue('Ocorrência nº 12: Placa queimada, sem conserto');
  expect(screen.getByLabelText('Classificação de PC-1')).toBeInTheDocument();
  expect(screen.getByRole('combobox', { name: /Destinação/ })).toHaveValue('');
  await user.click(screen.getByRole('combobox', { name: /Destinação/ }));
  await user.click(await screen.findByRole('option', { name: 'Descarte' }));
  expect(Object.keys(useStore.getState().drafts)).toEqual(['disposal:occurrence:12']);
  await user.click(screen.getByRole('button', { name: 'Guardar rascunho' }));
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/baixas/5'));
  expect(sent).toEqual([['post ', null, expect.objectContaining({ destination: 'discard', reason: 'Ocorrência nº 12: Placa queimada, sem conserto', items: [{ asset_id: 10, classification: null, appraised_value: null, note: null }] })]]);
});

test('what was stolen goes by theft; a long story is cut to what a reason takes', async () => {
  server.use(mock.get('*/api/v1/movimentacoes/ocorrencias/12', () => HttpResponse.json({ ...OCCURRENCE, kind: 'theft', description: 'x'.repeat(900) })));
  renderAt(<NewDisposal />, '/baixas/nova?ocorrencia=12', KEEPER);
  expect((await screen.findByLabelText<HTMLTextAreaElement>(/^Motivo/)).value).toHaveLength(500);
  expect(screen.getByRole('combobox', { name: /Destinação/ })).toHaveValue('Furto');
});

test('a destination asks for what it needs: the police report of a theft, the values of an auction', async () => {
  server.use(mock.get(`${ADDRESS}/5`, () => HttpResponse.json({ ...DRAFT, lines: [line(1, { classification: 'idle' })] })));
  const sent = written({ 'put /5': () => HttpResponse.json(DRAFT), 'post /5/pedido': () => HttpResponse.json(DRAFT) });
  const user = userEvent.setup();
  renderAt(<EditDisposal id={5} />, '/baixas/5/editar', KEEPER);
  const destination = await screen.findByRole('combobox', { name: /Destinação/ });
  expect(screen.getByRole('switch', { name: /Lixo eletrônico/ })).toBeInTheDocument();
  expect(screen.queryByLabelText(/Boletim de ocorrência/)).toBeNull();
  await user.click(destination);
  await user.click(await screen.findByRole('option', { name: 'Furto' }));
  expect(screen.queryByRole('switch', { name: /Lixo eletrônico/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Pedir aprovação' }));
  expect(await screen.findByText('Informe o número do boletim.')).toBeInTheDocument();
  expect(screen.getByText('Informe a data.')).toBeInTheDocument();
  await user.click(destination);
  await user.click(await screen.findByRole('option', { name: 'Leilão' }));
  expect(screen.queryByLabelText(/Boletim de ocorrência/)).toBeNull();
  expect(await screen.findByText('Informe o valor avaliado.')).toBeInTheDocument();
  expect(sent).toEqual([]);
});

test('what the server says of an asset stands in its row, whatever the order on the screen', async () => {
  server.use(mock.get(`${ADDRESS}/5`, () => HttpResponse.json({ ...DRAFT, lines: [line(2), line(1)] })));
  written({ 'put /5': () => problem(404, { code: 'request.not_found', title: 'Não encontrado', errors: [{ pointer: '/items/1/asset_id', code: 'not_found', message: 'Este bem não existe.' }] }) });
  const user = userEvent.setup();
  renderAt(<EditDisposal id={5} />, '/baixas/5/editar', KEEPER);
  await user.type(await screen.findByLabelText('Observação sobre PC-2'), 'Sem fonte');
  await user.click(screen.getByRole('button', { name: 'Guardar rascunho' }));
  const row = (await screen.findByText('Este bem não existe.')).closest('li')!;
  expect(within(row).getByText('PC-2')).toBeInTheDocument();
  expect(screen.getByLabelText('Observação sobre PC-2')).toHaveValue('Sem fonte');
});

test('what cannot be disposed of is marked with the reason, and one act takes all of it off', async () => {
  server.use(mock.get(`${ADDRESS}/5`, () => HttpResponse.json({ ...DRAFT, lines: [3, 1, 2].map((id) => line(id, { classification: 'idle' })) })));
  const sent = written({
    'put /5': () => HttpResponse.json({ ...DRAFT, version: 4 }),
    'post /5/pedido': () => problem(409, { code: 'disposals.not_disposable', title: 'x', errors: [['0', 'Emprestado'], ['2', 'Arquivado']].map(([at, message]) => ({ pointer: `/items/${at}/asset_id`, code: 'not_available', message })) }),
  });
  const user = userEvent.setup();
  renderAt(<EditDisposal id={5} />, '/baixas/5/editar', KEEPER);
  await user.type(await screen.findByLabelText('Observação sobre PC-3'), 'Sem fonte');
  await user.click(screen.getByRole('button', { name: 'Pedir aprovação' }));
  const row = (await screen.findByText('Arquivado')).closest('li')!;
  expect(within(row).getByText('PC-3')).toBeInTheDocument();
  expect(within(screen.getByText('Emprestado').closest('li')!).getByText('PC-1')).toBeInTheDocument();
  expect(screen.getByRole('alert')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Tirar os 2 da lista' }));
  expect(screen.queryByRole('alert')).toBeNull(); // it names what is no longer there
  expect(screen.queryByText('Arquivado')).toBeNull();
  expect(screen.getByText('PC-2').closest('li')).not.toHaveAttribute('data-wrong');
  await user.click(screen.getByRole('button', { name: 'Guardar rascunho' }));
  await waitFor(() => expect(sent.filter(([step]) => step === 'put /5')).toHaveLength(2));
  expect(sent.at(-1)![2]).toMatchObject({ items: [{ asset_id: 20 }] });
});

test('a new lot is made before it is asked for; refused, the draft is there with what was said of it', async () => {
  const sent = written({
    'post ': () => HttpResponse.json({ ...DRAFT, items: 1, lines: [line(1, { classification: 'idle' })], version: 1 }, { status: 201 }),
    'post /5/pedido': () => problem(409, { code: 'disposals.promised', title: 'Bem prometido a outro documento', detail: 'Estes bens estão em empréstimos: PC-1 (EM-2026-000001).' }),
  });
  const user = userEvent.setup();
  const { queries } = renderAt(<NewDisposal />, '/baixas/nova', KEEPER);
  await user.click(screen.getByRole('button', { name: 'Pedir aprovação' }));
  expect(await screen.findByText('Acrescente ao menos um bem.')).toBeInTheDocument();
  expect(screen.getByText('Escolha a destinação.')).toBeInTheDocument();
  await user.click(screen.getByRole('combobox', { name: /Acrescentar por busca/ }));
  await user.click(await screen.findByRole('option', { name: /PC-1/ }));
  await user.selectOptions(screen.getByLabelText('Classificação de PC-1'), 'idle');
  await user.click(screen.getByRole('combobox', { name: /Destinação/ }));
  await user.click(await screen.findByRole('option', { name: 'Cessão' }));
  await user.type(screen.getByLabelText(/Motivo/), 'Sem uso');
  await user.click(screen.getByRole('combobox', { name: /Comissão/ }));
  await user.click(await screen.findByRole('option', { name: /Marina Prado/ }));
  await user.click(screen.getByRole('combobox', { name: /Comissão/ }));
  await user.click(await screen.findByRole('option', { name: /Otávio Reis/ }));
  await user.click(screen.getByRole('radio', { name: 'Otávio Reis preside' }));
  await user.click(screen.getByRole('button', { name: 'Pedir aprovação' }));
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/baixas/5/editar'));
  expect(sent.map(([step]) => step)).toEqual(['post ', 'post /5/pedido']);
  expect(sent[0]![2]).toMatchObject({ destination: 'assignment', members: [{ person_id: 7, role: 'member' }, { person_id: 8, role: 'chair' }] });
  expect(sent[1]![1]).toBe('"1"');
  expect(queries.getQueryData(['disposal-refused', 5])).toMatchObject({ code: 'disposals.promised' });
});

test('a value that cannot be read keeps the draft back, until it is put right or its asset is taken off', async () => {
  server.use(mock.get(`${ADDRESS}/5`, () => HttpResponse.json(DRAFT)));
  const sent = written({ 'put /5': () => HttpResponse.json({ ...DRAFT, version: 4 }) });
  const user = userEvent.setup();
  renderAt(<EditDisposal id={5} />, '/baixas/5/editar', KEEPER);
  await user.type(await screen.findByLabelText('Valor avaliado de PC-1'), 'mil reais');
  await user.click(screen.getByRole('button', { name: 'Guardar rascunho' }));
  expect(screen.getByLabelText('Valor avaliado de PC-1')).toBeInvalid();
  expect(sent).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Tirar PC-1 da lista' }));
  await user.click(screen.getByRole('button', { name: 'Guardar rascunho' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]![2]).toMatchObject({ items: [{ asset_id: 20 }] });
});

test('what was typed outlives leaving the page', async () => {
  server.use(mock.get(`${ADDRESS}/5`, () => HttpResponse.json(DRAFT)));
  const user = userEvent.setup();
  const first = renderAt(<EditDisposal id={5} />, '/baixas/5/editar', KEEPER);
  await user.selectOptions(await screen.findByLabelText('Classificação de PC-1'), 'recoverable');
  await user.type(screen.getByLabelText(/Laudo/), 'Troca de fonte');
  const { drafts } = useStore.getState();
  first.unmount();
  renderAt(<EditDisposal id={5} />, '/baixas/5/editar', KEEPER); // which begins with no drafts
  act(() => {
    useStore.setState({ drafts });
  });
  expect(await screen.findByLabelText(/Laudo/)).toHaveValue('Troca de fonte');
  expect(screen.getByLabelText('Classificação de PC-1')).toHaveValue('recoverable');
});

test('asking from the page says what is missing, and leads to the editor', async () => {
  renderAt(<AskDialog item={DRAFT} onClose={vi.fn()} />, '/baixas/5', KEEPER);
  const dialog = await screen.findByRole('dialog', { name: 'Pedir a baixa BX-2026-000005' });
  expect(within(dialog).getByText('classificar 2 bens')).toBeInTheDocument();
  expect(within(dialog).getByRole('link', { name: 'Editar o rascunho' })).toHaveAttribute('href', '/baixas/5/editar');
  expect(within(dialog).queryByRole('button', { name: 'Pedir aprovação' })).toBeNull();
});

test('e-waste is concluded with its certificate, by asset or in total, with the version that was read', async () => {
  server.use(mock.get(`${ADDRESS}/5/anexos`, () => HttpResponse.json({ items: [{ id: 31, filename: 'certificado.pdf' }], allowed_actions: [] })));
  const sent = written({ 'post /5/conclusao': () => HttpResponse.json({ ...APPROVED, state: 'concluded', version: 4 }) });
  const onClose = vi.fn();
  const user = userEvent.setup();
  renderAt(<ConcludeDialog item={{ ...APPROVED, is_ewaste: true }} onClose={onClose} />, '/baixas/5', KEEPER);
  const dialog = await screen.findByRole('dialog', { name: 'Concluir BX-2026-000005' });
  expect(within(dialog).getByText(/assina Marina Prado, que preside/)).toBeInTheDocument();
  await user.click(within(dialog).getByText('Por bem'));
  await user.click(within(dialog).getByRole('button', { name: 'Concluir' }));
  expect(await within(dialog).findAllByText('Informe o valor recebido.')).toHaveLength(2);
  expect(within(dialog).getByText('Escolha o certificado entre os documentos.')).toBeInTheDocument();
  expect(sent).toEqual([]);
  await user.type(within(dialog).getByLabelText('Valor recebido por PC-1'), '10,00');
  await user.type(within(dialog).getByLabelText('Valor recebido por PC-2'), '2,50');
  expect(within(dialog).getByText('R$ 12,50')).toBeInTheDocument();
  await user.click(within(dialog).getByRole('combobox', { name: /Certificado de destinação/ }));
  await user.click(await screen.findByRole('option', { name: 'certificado.pdf' }));
  await user.type(within(dialog).getByLabelText(/Nota ou recibo/), 'R-77');
  await user.click(within(dialog).getByRole('button', { name: 'Concluir' }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent).toEqual([['post /5/conclusao', '"3"', {
    supplier_id: null, receiver_id: null, document_number: 'R-77', received_value: null, certificate_id: 31,
    items: [{ asset_id: 10, received_value: '10.00' }, { asset_id: 20, received_value: '2.50' }],
  }]]);
});

test('an auction names its buyer and what was received; without a chair somebody signs', async () => {
  const sent = written({ 'post /5/conclusao': () => HttpResponse.json(APPROVED) });
  const user = userEvent.setup();
  renderAt(<ConcludeDialog item={{ ...APPROVED, destination: 'auction', members: [] }} onClose={vi.fn()} />, '/baixas/5', KEEPER);
  await user.click(await screen.findByRole('button', { name: 'Concluir' }));
  expect(await screen.findByText('Escolha o destinatário.')).toBeInTheDocument();
  expect(screen.getByText('Escolha quem recebe e assina.')).toBeInTheDocument();
  expect(screen.getByText('Informe o valor recebido.')).toBeInTheDocument();
  expect(sent).toEqual([]);
});

test('a lot begins from a selection, with where it goes and why', async () => {
  const sent = written({ 'post ': () => HttpResponse.json(DRAFT, { status: 201 }) });
  const onDone = vi.fn();
  const user = userEvent.setup();
  renderAt(<DisposalDialog selection={{ ids: [20, 10] }} count={2} onClose={vi.fn()} onDone={onDone} />, '/ativos', KEEPER);
  const dialog = await screen.findByRole('dialog', { name: 'Baixar 2 bens' });
  await user.click(within(dialog).getByRole('button', { name: 'Montar a baixa' }));
  expect(await within(dialog).findByText('Escolha a destinação.')).toBeInTheDocument();
  await user.click(within(dialog).getByRole('combobox', { name: /Destinação/ }));
  await user.click(await screen.findByRole('option', { name: 'Doação' }));
  await user.type(within(dialog).getByLabelText(/Motivo/), 'Sem uso');
  await user.click(within(dialog).getByRole('button', { name: 'Montar a baixa' }));
  await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(sent[0]![2]).toEqual({ items: [{ asset_id: 10 }, { asset_id: 20 }], destination: 'donation', reason: 'Sem uso' });
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/baixas/5/editar'));
});

test('the page tells values and commission, and offers what the server allows', async () => {
  server.use(mock.get(`${ADDRESS}/5`, () => HttpResponse.json({ ...APPROVED, appraised_value: '900.00', lines: [line(1, { classification: 'irrecoverable', appraised_value: '900.00' })] })));
  renderAt(<DisposalDetail id={5} />, '/baixas/5', KEEPER);
  expect(await screen.findByRole('heading', { level: 1, name: 'BX-2026-000005' })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Concluir' })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Página do lote' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Estornar' })).toBeNull();
  expect(screen.getByText('Preside')).toBeInTheDocument();
  expect(screen.getAllByText('R$ 900,00')).toHaveLength(2);
});

/** What the organisation wants from now on. */
const wants = (over: Partial<DisposalRulesOut>) => server.use(mock.get(`${ADDRESS}/regras`, () => HttpResponse.json({ ...RULES, ...over })));
const CLASSED = [line(1, { classification: 'idle', has_photo: true }), line(2, { classification: 'idle' })];

test('what the rules want is shown beside the fields, and told before anything is sent', async () => {
  wants({ report_required: true, commission_members: 3, photos_required: true });
  server.use(mock.get(`${ADDRESS}/5`, () => HttpResponse.json({ ...DRAFT, lines: CLASSED })));
  const sent = written({ 'put /5': () => HttpResponse.json(DRAFT), 'post /5/pedido': () => HttpResponse.json(DRAFT) });
  const user = userEvent.setup();
  renderAt(<EditDisposal id={5} />, '/baixas/5/editar', KEEPER);
  expect(await screen.findByText(/ao menos 3 pessoas/)).toBeInTheDocument();
  expect(screen.getByText(/cada bem precisa de uma foto/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Pedir aprovação' }));
  expect(await screen.findByText('A comissão precisa de ao menos 3 pessoas.')).toBeInTheDocument();
  expect(screen.getByText('Escreva o laudo, ou onde ele está.')).toBeInTheDocument();
  const bare = screen.getByText('Anexe uma foto, na página da baixa.').closest('li')!;
  expect(within(bare).getByText('PC-2')).toBeInTheDocument();
  await user.click(screen.getByRole('combobox', { name: /Destinação/ }));
  await user.click(await screen.findByRole('option', { name: 'Extravio' }));
  expect(screen.queryByText(/ao menos 3/)).toBeNull();
  expect(sent).toEqual([]);
});

test('on the page of the disposal the same is told at once, with the way to the draft', async () => {
  wants({ report_required: true, commission_members: 3, photos_required: true });
  renderAt(<AskDialog item={{ ...DRAFT, lines: CLASSED }} onClose={vi.fn()} />, '/baixas/5', KEEPER);
  expect(await screen.findByText('escrever o laudo')).toBeInTheDocument();
  expect(screen.getByText('indicar a comissão (ao menos 3 pessoas)')).toBeInTheDocument();
  expect(screen.getByText('anexar foto de 1 bem')).toBeInTheDocument();
});

test('who configures says what is wanted; changed by somebody else meanwhile, it is said again', async () => {
  const seen: [string | null, unknown][] = [];
  server.use(
    mock.get(ADDRESS, () => HttpResponse.json(pageOf([ROW]))),
    mock.put(`${ADDRESS}/regras`, async ({ request }) => {
      seen.push([request.headers.get('if-match'), await request.json()]);
      if (seen.length === 1) return problem(412, { code: 'request.stale_version', title: 'Mudou', current: { ...RULES, version: 3 } });
      return HttpResponse.json({ ...RULES, commission_members: 3, version: 4 });
    }),
  );
  const user = userEvent.setup();
  renderAt(<ListPage resource={disposalsList} />, '/baixas', { ...KEEPER, permissions: { ...KEEPER.permissions, 'disposals.configure': everywhere } });
  await user.click(await screen.findByRole('button', { name: 'Regras' }));
  const members = await screen.findByLabelText(/Pessoas na comissão/);
  await user.clear(members);
  await user.click(screen.getByRole('button', { name: 'Salvar regras' }));
  expect(await screen.findByText('Informe um número.')).toBeInTheDocument();
  await user.type(members, '3');
  await user.click(screen.getByRole('switch', { name: 'Exigir laudo' }));
  await user.click(screen.getByRole('button', { name: 'Salvar regras' }));
  await waitFor(() => expect(seen).toHaveLength(1));
  await user.click(await screen.findByRole('button', { name: 'Salvar regras' }));
  await waitFor(() => expect(seen).toHaveLength(2));
  expect(seen).toEqual([['"2"', { report_required: true, commission_members: 3, photos_required: false }], ['"3"', { report_required: true, commission_members: 3, photos_required: false }]]);
});
