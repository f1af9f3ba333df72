import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Me } from '@/api/types';
import { ADMIN, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store/store';
import { LoanEditor } from './LoanEditor';

const everywhere = { everywhere: true, location_ids: [] };
const LENDER: Me = { ...ADMIN, permissions: { ...ADMIN.permissions, 'loans.request': everywhere } };
const MARINA = { id: 7, name: 'Marina Prado', registration: '123', active: true };
const problem = (status: number, body: object) => HttpResponse.json({ title: 'x', status, ...body }, { status, headers: { 'content-type': 'application/problem+json' } });

beforeAll(() => loadTexts(['loans', 'dialog', 'location', 'scanner']));
beforeEach(() => {
  server.use(
    mock.get('*/api/v1/pessoas', () => HttpResponse.json(pageOf([MARINA]))),
    mock.get('*/api/v1/pessoas/:id', () => HttpResponse.json(MARINA)),
    mock.get('*/api/v1/ativos/codigo/:code', ({ params }) => {
      const found = /^PROJ-(\d)$/.exec(String(params.code).toUpperCase());
      return found ? HttpResponse.json({ matches: [{ id: Number(found[1]), tag: found[0], name: `Projetor ${found[1]!}`, matched_by: 'tag' }] }) : problem(404, { code: 'request.not_found' });
    }),
  );
});

test('a loan is read together at the desk; what is missing, unknown or taken is said where it is, and nothing typed is lost', async () => {
  const bodies: { items: unknown[] }[] = [];
  server.use(
    mock.post('*/api/v1/movimentacoes/emprestimos', async ({ request }) => {
      bodies.push((await request.json()) as { items: unknown[] });
      if (bodies.length === 1) return problem(409, { code: 'loans.conflict', detail: 'Emprestado nesses dias.', errors: [{ pointer: '/items/1/asset_id', code: 'not_available', message: 'Já reservado.' }] });
      return HttpResponse.json({ id: 5, number: 'EM-2026-000005', state: 'reserved', version: 1 }, { status: 201 });
    }),
  );
  const user = userEvent.setup();
  const page = (
    <main>
      <LoanEditor />
    </main>
  );
  const { unmount } = renderAt(page, '/emprestimos/novo', LENDER);
  await user.click(await screen.findByRole('button', { name: 'Reservar' }));
  expect(await screen.findByText('Escolha ao menos um bem.')).toBeInTheDocument();
  expect(screen.getByText('Escolha o tomador.')).toBeInTheDocument();
  const code = screen.getByLabelText(/^Plaqueta/);
  expect(code).toHaveAccessibleDescription(/Escolha ao menos um bem\./);
  await waitFor(() => expect(code).toHaveFocus());
  for (const [typed, said] of [['proj-1', 'Projetor 1'], ['PROJ-2', 'Projetor 2'], ['PROJ-3', 'Projetor 3'], ['nada', 'Código não encontrado']] as const) {
    await user.clear(code);
    await user.type(code, `${typed}{Enter}`);
    expect((await screen.findAllByText(said)).length).toBeGreaterThan(0);
  }
  await user.type(screen.getByLabelText('Acessórios de PROJ-1'), 'controle');
  await user.click(screen.getByRole('button', { name: 'Tirar PROJ-2 da lista' }));
  await user.click(screen.getByRole('combobox', { name: /Tomador/ }));
  await user.click(await screen.findByText('Marina Prado'));
  await user.type(screen.getByLabelText(/Finalidade/), 'Feira');
  const { drafts } = useStore.getState();
  unmount();
  renderAt(<LoanEditor />, '/emprestimos/novo', LENDER);
  act(() => void useStore.setState({ drafts })); // leaving the page takes none away; the start of a test does
  expect(await screen.findByLabelText('Acessórios de PROJ-1')).toHaveValue('controle');
  await user.click(screen.getByRole('button', { name: 'Reservar' }));
  expect(await screen.findByText('Já reservado.')).toBeInTheDocument();
  expect(screen.getByText(/^Emprestado nesses dias\./)).toBeInTheDocument();
  expect(screen.getByText('PROJ-1').closest('li')).toHaveAttribute('data-wrong');
  expect(screen.getByText('PROJ-3').closest('li')).not.toHaveAttribute('data-wrong');
  expect(bodies[0]).toMatchObject({ items: [{ asset_id: 3, accessories: null }, { asset_id: 1, accessories: 'controle' }] });
  await user.click(screen.getByRole('button', { name: 'Tirá-lo da lista' }));
  expect(screen.queryByText('PROJ-1')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Reservar' }));
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/emprestimos/5'));
  expect(bodies[1]).toMatchObject({ borrower_type: 'person', borrower_id: 7, purpose: 'Feira', items: [{ asset_id: 3, accessories: null }] });
});

test('tags that come at once are all taken', async () => {
  const user = userEvent.setup();
  renderAt(<LoanEditor />, '/emprestimos/novo', LENDER);
  await user.click(await screen.findByLabelText(/^Plaqueta/));
  await user.paste('PROJ-1\nPROJ-2\n');
  expect(await screen.findByLabelText('Acessórios de PROJ-1')).toBeInTheDocument();
  expect(await screen.findByLabelText('Acessórios de PROJ-2')).toBeInTheDocument();
});
