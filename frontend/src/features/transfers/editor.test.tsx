import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, expect, test } from 'vitest';
import type { Me } from '@/api/types';
import { ADMIN, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import { NewTransfer } from './TransferEditor';

const KEEPER: Me = { ...ADMIN, permissions: { ...ADMIN.permissions, 'movements.request': { everywhere: true, location_ids: [] } } };
const ANA = { id: 7, name: 'Ana Prado', registration: '123', active: true };

beforeAll(() => loadTexts(['transfers', 'dialog', 'location', 'scanner']));

test('what cannot be transferred is marked with the reason whatever the order on the screen, and one act takes all of it off', async () => {
  const bodies: { asset_ids: number[] }[] = [];
  server.use(
    mock.get('*/api/v1/pessoas', () => HttpResponse.json(pageOf([ANA]))),
    mock.get('*/api/v1/pessoas/:id', () => HttpResponse.json(ANA)),
    mock.get('*/api/v1/ativos/codigo/:code', ({ params }) => {
      const id = Number(String(params.code).slice(-1));
      return HttpResponse.json({ matches: [{ id, tag: `PC-${id}`, name: `Computador ${id}`, matched_by: 'tag' }] });
    }),
    mock.post('*/api/v1/movimentacoes', async ({ request }) => {
      bodies.push((await request.json()) as { asset_ids: number[] });
      if (bodies.length > 1) return HttpResponse.json({ id: 5, number: 'TR-2026-000005', state: 'approved', version: 1 }, { status: 201 });
      const errors = [['0', 'Emprestado'], ['2', 'Bem em outra transferência']].map(([at, message]) => ({ pointer: `/asset_ids/${at}`, code: 'not_available', message }));
      return HttpResponse.json({ title: 'x', status: 409, code: 'movements.not_transferable', errors }, { status: 409, headers: { 'content-type': 'application/problem+json' } });
    }),
  );
  const user = userEvent.setup();
  renderAt(<NewTransfer />, '/transferencias/nova', KEEPER);
  await user.click(await screen.findByLabelText(/^Plaqueta/));
  await user.paste('PC-2\nPC-3\nPC-1\n');
  expect(await screen.findByRole('link', { name: 'Computador 1' })).toBeInTheDocument();
  await user.click(screen.getByRole('combobox', { name: /responsável/ }));
  await user.click(await screen.findByText('Ana Prado'));
  await user.type(screen.getByLabelText(/Motivo/), 'Mudança');
  await user.click(screen.getByRole('button', { name: 'Pedir transferência' }));
  expect(within((await screen.findByText('Emprestado')).closest('li')!).getByText('PC-1')).toBeInTheDocument();
  expect(within(screen.getByText('Bem em outra transferência').closest('li')!).getByText('PC-3')).toBeInTheDocument();
  expect(screen.getByRole('alert')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Tirar PC-1 da lista' }));
  expect(screen.queryByRole('alert')).toBeNull(); // it names what is no longer there
  expect(within(screen.getByText('Bem em outra transferência').closest('li')!).getByText('PC-3')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Tirá-lo da lista' }));
  expect(screen.queryByText('Bem em outra transferência')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Pedir transferência' }));
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/transferencias/5'));
  expect(bodies.map((body) => body.asset_ids)).toEqual([[1, 2, 3], [2]]);
});
