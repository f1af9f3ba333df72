import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Me } from '@/api/types';
import { ADMIN, assetOut, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import { addDays, today, weekdayOf } from '../days';
import { ReserveDialog } from './ReserveDialog';

const SERVED: Me = { ...ADMIN, permissions: { 'loans.self_service': { everywhere: false, location_ids: [3] } } };
const DESK = { always: true, hours: [], closed: [], most_days: 366, buffer_days: 0, self_most_days: 15, self_days_ahead: 90, self_at_once: 5 };
const problem = (body: { status: number; code: string; [more: string]: unknown }) => HttpResponse.json({ title: 'Não deu', detail: 'O limite é 5.', ...body }, { status: body.status, headers: { 'content-type': 'application/problem+json' } });

beforeAll(() => loadTexts(['loans', 'dialog', 'location', 'category']));

test('for oneself it may recur: what does not fit is skipped, and the days are those that were typed', async () => {
  const start = addDays(today(), 1);
  const sent: unknown[] = [];
  server.use(
    mock.get('*/api/v1/movimentacoes/emprestimos/balcao', () => HttpResponse.json(DESK)),
    mock.get('*/api/v1/movimentacoes/emprestimos/disponibilidade', () => HttpResponse.json({ total: 0, items: [] })),
    mock.get('*/api/v1/ativos', () => HttpResponse.json(pageOf([]))),
    mock.get('*/api/v1/ativos/:id', ({ params }) => HttpResponse.json(assetOut(Number(params.id)))),
    mock.post('*/api/v1/movimentacoes/emprestimos/proprios/series', async ({ request }) => {
      sent.push(await request.json());
      if (sent.length === 1) return problem({ status: 409, code: 'loans.own_limit', errors: [{ pointer: '/recurrence/times', code: 'invalid', message: 'Valor inválido.' }] });
      if (sent.length === 2) return problem({ status: 409, code: 'loans.series_conflicts', conflicts: [{ start_date: addDays(start, 7), due_date: addDays(start, 7), reason: 'taken', about: 'N-9' }] });
      return HttpResponse.json({ id: 4, loans: [{ id: 1 }, { id: 2 }] }, { status: 201 });
    }),
  );
  const user = userEvent.setup();
  const onClose = vi.fn();
  renderAt(<ReserveDialog start={{ own: true, start, due: start, asset: 9, tag: 'N-9' }} onClose={onClose} />, '/emprestimos/calendario', SERVED);
  const dialog = await screen.findByRole('dialog', { name: 'Reservar para mim' });
  expect(within(dialog).queryByRole('combobox', { name: /Tomador/ })).not.toBeInTheDocument();
  expect(within(dialog).queryByText(/Cada data conta/)).not.toBeInTheDocument();
  await user.click(within(dialog).getByRole('combobox', { name: 'Repetir' }));
  await user.click(await screen.findByRole('option', { name: 'Toda semana' }));
  expect(within(dialog).getByText(/Cada data conta/)).toBeInTheDocument();
  const times = within(dialog).getByLabelText(/Quantas vezes/);
  await user.clear(times);
  await user.type(within(dialog).getByLabelText(/Finalidade/), 'Plantão');
  const submit = within(dialog).getByRole('button', { name: 'Reservar' });
  await user.click(submit);
  expect(sent).toEqual([]);
  await user.type(times, '3');
  await user.click(submit);
  expect(await within(dialog).findByText(/O limite é 5\./)).toBeInTheDocument();
  expect(times).toBeInvalid();
  await user.click(submit);
  await user.click(await within(dialog).findByRole('button', { name: 'Pular esta data' }));
  expect(within(dialog).getByLabelText(/Finalidade/)).toHaveValue('Plantão');
  await user.click(submit);
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(sent.at(-1)).toEqual({
    items: [{ asset_id: 9 }], start_date: start, due_date: start, purpose: 'Plantão',
    recurrence: { frequency: 'weekly', every: 1, weekdays: [weekdayOf(start)], times: 3 }, skip: [addDays(start, 7)],
  });
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/emprestimos?series_id=4'));
});

test('who sees no categories reserves assets, and is not offered what would fail', async () => {
  server.use(
    mock.get('*/api/v1/movimentacoes/emprestimos/balcao', () => HttpResponse.json(DESK)),
    mock.get('*/api/v1/ativos', () => HttpResponse.json(pageOf([]))),
  );
  renderAt(<ReserveDialog start={{ own: true, start: today() }} onClose={vi.fn()} />, '/emprestimos', SERVED);
  const dialog = await screen.findByRole('dialog', { name: 'Reservar para mim' });
  expect(within(dialog).getByRole('combobox', { name: /Acrescentar bem/ })).toBeInTheDocument();
  expect(within(dialog).queryByText('Qualquer da categoria')).not.toBeInTheDocument();
  expect(within(dialog).queryByRole('combobox', { name: /Categoria/ })).not.toBeInTheDocument();
});
