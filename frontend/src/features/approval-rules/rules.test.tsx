import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, expect, test } from 'vitest';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import { RulesScene } from './RulesScene';

const ORIGIN = { position: 0, place: 'origin', location: null, approvers: [], substitutes: [], deadline_hours: null };
const LOANS = { id: 7, name: 'Caros', kind: 'loan', origin: null, destination: null, category_id: null, minimum_value: '5000.00', is_active: true, levels: [ORIGIN], version: 1 };

beforeAll(() => loadTexts(['approval-rules', 'dialog']));

test('a rule of loans asks at the origin, as a loan goes to no place', async () => {
  const sent: unknown[] = [];
  server.use(
    mock.get('*/api/v1/movimentacoes/aprovacoes/regras', () => HttpResponse.json({ items: sent.length > 0 ? [LOANS] : [] })),
    mock.post('*/api/v1/movimentacoes/aprovacoes/regras', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(LOANS, { status: 201 });
    }),
  );
  const user = userEvent.setup();
  renderAt(<RulesScene />);
  await user.click((await screen.findAllByRole('button', { name: 'Nova regra' }))[0]!);
  const dialog = await screen.findByRole('dialog', { name: 'Nova regra' });
  await user.type(within(dialog).getByLabelText(/^Nome/), 'Caros');
  expect(within(dialog).getAllByLabelText('Vai para')).not.toHaveLength(0);
  await user.click(within(dialog).getByRole('combobox', { name: 'Documento' }));
  await user.click(await screen.findByRole('option', { name: 'Empréstimo' }));
  expect(within(dialog).queryAllByLabelText('Vai para')).toHaveLength(0);
  await user.click(within(dialog).getByRole('button', { name: 'Salvar regra' }));
  expect(await screen.findByText(/^Empréstimos de R\$\s5\.000,00 ou mais pedem:$/)).toBeInTheDocument();
  expect(sent).toMatchObject([{ kind: 'loan', destination_id: null, levels: [{ place: 'origin' }] }]);
});

test('who is named but cannot decide is marked by name, and nothing typed is lost', async () => {
  const clara = { id: 3, name: 'Clara' };
  const named = { ...LOANS, levels: [{ ...ORIGIN, approvers: [{ id: 2, name: 'Bruno' }, clara] }] };
  const wrong = { pointer: '/levels/0/approver_ids/1', code: 'not_an_option', message: 'Não é uma das opções.' };
  server.use(
    mock.get('*/api/v1/movimentacoes/aprovacoes/regras', () => HttpResponse.json({ items: [named] })),
    mock.patch('*/api/v1/movimentacoes/aprovacoes/regras/7', () => HttpResponse.json({ code: 'approvals.no_decider', title: 'Não decide aprovações', errors: [wrong] }, { status: 422 })),
  );
  const user = userEvent.setup();
  renderAt(<RulesScene />);
  await user.click((await screen.findAllByRole('button', { name: 'Editar Caros' }))[0]!);
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Salvar regra' }));
  expect(await within(dialog).findByText('Clara: Não é uma das opções.')).toBeInTheDocument();
  expect(within(dialog).getByText('Clara').closest('li')).toHaveAttribute('data-wrong');
  expect(within(dialog).getByText('Bruno').closest('li')).not.toHaveAttribute('data-wrong');
});
