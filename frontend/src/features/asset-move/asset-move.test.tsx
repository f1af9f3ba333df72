import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { assetOut } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { useToasts } from '@/shared/toast/toast';
import ArchiveDialog from './ArchiveDialog';
import BulkMoveDialog from './BulkMoveDialog';
import { missingIn, moveRequest } from './choice';
import MoveDialog from './MoveDialog';

const hall = { id: 39, name: 'Auditório', full_name: 'Escola › Auditório', child_count: 0 };
const onClose = vi.fn();
const onDone = vi.fn();

beforeEach(() => {
  onClose.mockReset();
  onDone.mockReset();
  server.use(
    http.get('*/api/v1/localizacoes', () => HttpResponse.json({ items: [hall], page: 1, page_size: 30, total: 1, total_is_estimate: false })),
    http.get('*/api/v1/localizacoes/arvore', () => HttpResponse.json({ items: [hall], truncated: false })),
    http.get('*/api/v1/localizacoes/:id', () => HttpResponse.json(hall)),
  );
});

async function chooseHall() {
  await userEvent.click(await screen.findByRole('combobox', { name: 'Nova localização' }));
  await userEvent.click(await screen.findByRole('option', { name: /Auditório/ }));
}

test('what is absent stays, what is null is cleared', () => {
  expect(moveRequest({ location: { mode: 'set', id: 3 }, responsible: { mode: 'keep' }, reason: '  ' })).toEqual({ to_location_id: 3, reason: null });
  expect(moveRequest({ location: { mode: 'keep' }, responsible: { mode: 'clear' }, reason: ' saiu ' })).toEqual({ to_responsible_id: null, reason: 'saiu' });
  expect(missingIn({ location: { mode: 'keep' }, responsible: { mode: 'keep' }, reason: 'x' })).toEqual({ nothing: true });
  expect(missingIn({ location: { mode: 'set', id: null }, responsible: { mode: 'clear' }, reason: null })).toEqual({ to_location_id: true });
});

test('moving many says what became of each: moved, unchanged, refused and why', async () => {
  const bodies: unknown[] = [];
  server.use(
    http.post('*/api/v1/ativos/movimentacao', async ({ request }) => {
      bodies.push(await request.json());
      return HttpResponse.json({ moved: 57, unchanged: 2, failed: [{ id: 5, tag: '000005', code: 'assets.archived', message: 'Desarquive o ativo antes de movê-lo.' }] });
    }),
  );
  const selection = { filter: { status: ['in_use'] }, exclude_ids: [8] };
  renderAt(<BulkMoveDialog selection={selection} count={60} onClose={onClose} onDone={onDone} />);
  const submit = await screen.findByRole('button', { name: 'Mover 60 ativos' });
  await userEvent.click(submit);
  expect(await screen.findByText('Escolha a localização, ou deixe em Manter.')).toBeInTheDocument();
  expect(bodies).toEqual([]);
  await chooseHall();
  await userEvent.type(screen.getByRole('textbox', { name: 'Motivo' }), 'Reforma');
  await userEvent.click(submit);
  const dialog = await screen.findByRole('dialog', { name: 'Resultado da movimentação' });
  const figures = within(dialog).getAllByRole('listitem').map((element) => element.textContent);
  expect(figures).toEqual(['57 movidos', '2 já estavam assim', '1 não pôde ser movido']);
  const row = within(dialog).getByRole('row', { name: /000005/ });
  expect(row).toHaveTextContent('Desarquive o ativo antes de movê-lo.');
  expect(within(row).getByRole('link')).toHaveAttribute('href', '/ativos/5');
  expect(bodies).toEqual([{ selection, to_location_id: 39, reason: 'Reforma' }]);
  expect(onDone).not.toHaveBeenCalled(); // the result is read first
  await userEvent.click(within(dialog).getByText('Fechar'));
  expect(onDone).toHaveBeenCalledOnce();
});

test('a bulk move that fails keeps the dialog, what was chosen, and the key of the attempt', async () => {
  const keys: (string | null)[] = [];
  server.use(
    http.post('*/api/v1/ativos/movimentacao', ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'));
      return keys.length === 1 ? HttpResponse.error() : HttpResponse.json({ moved: 1, unchanged: 0, failed: [] });
    }),
  );
  renderAt(<BulkMoveDialog selection={{ ids: [1] }} count={1} onClose={onClose} onDone={onDone} />);
  await chooseHall();
  await userEvent.click(screen.getByRole('button', { name: 'Mover 1 ativo' }));
  expect(await screen.findByText('Sem conexão com o servidor')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Mover 1 ativo' }));
  expect(await screen.findByRole('dialog', { name: 'Resultado da movimentação' })).toBeInTheDocument();
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
});

test('one asset: somebody else was faster, the dialog shows how it is now and moves that', async () => {
  const versions: (string | null)[] = [];
  server.use(
    http.post('*/api/v1/ativos/9/movimentacao', ({ request }) => {
      versions.push(request.headers.get('If-Match'));
      if (versions.length > 1) return HttpResponse.json(assetOut(9, { location: hall }));
      const current = assetOut(9, { version: 2, location: { id: 4, name: 'Oficina', full_name: 'Sede › Oficina' } });
      return HttpResponse.json({ code: 'request.stale_version', title: 'Alguém alterou antes de você', status: 412, current }, { status: 412 });
    }),
  );
  renderAt(<MoveDialog item={assetOut(9)} onClose={onClose} />);
  expect(await screen.findByText('Sede › Bloco B › Sala 214')).toBeInTheDocument();
  await chooseHall();
  await userEvent.click(screen.getByRole('button', { name: 'Mover ativo' }));
  expect(await screen.findByText('Sede › Oficina')).toBeInTheDocument();
  expect(screen.getByText('Alguém alterou antes de você')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Mover ativo' }));
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(versions).toEqual(['"1"', '"2"']);
});

test('archiving wants a reason, sends it, and says that it was done', async () => {
  const bodies: unknown[] = [];
  server.use(
    http.post('*/api/v1/ativos/9/arquivamento', async ({ request }) => {
      bodies.push([await request.json(), request.headers.get('If-Match')]);
      return HttpResponse.json(assetOut(9, { archived_at: '2026-11-18T19:05:00Z', version: 2 }));
    }),
  );
  renderAt(<ArchiveDialog item={assetOut(9)} onClose={onClose} />);
  const submit = await screen.findByRole('button', { name: 'Arquivar ativo' });
  await userEvent.click(submit);
  const reason = screen.getByRole('textbox', { name: 'Motivo' });
  expect(reason).toBeInvalid();
  expect(reason).toHaveAccessibleDescription('Diga por quê: a trilha guarda o motivo.');
  expect(bodies).toEqual([]);
  await userEvent.type(reason, '  Sem conserto ');
  await userEvent.click(submit);
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(bodies).toEqual([[{ reason: 'Sem conserto' }, '"1"']]);
  expect(useToasts.getState().toasts.at(-1)).toMatchObject({ tone: 'success', title: 'Ativo 000009 arquivado' });
});

test('a refusal of the reason stands beside it', async () => {
  server.use(http.post('*/api/v1/ativos/9/arquivamento', () => HttpResponse.json({ code: 'request.invalid', title: 'Dados inválidos', status: 422, errors: [{ pointer: '/reason', code: 'too_long', message: 'Longo demais.' }] }, { status: 422 })));
  renderAt(<ArchiveDialog item={assetOut(9)} onClose={onClose} />);
  await userEvent.type(await screen.findByRole('textbox', { name: 'Motivo' }), 'x');
  await userEvent.click(screen.getByRole('button', { name: 'Arquivar ativo' }));
  expect(await screen.findByText('Longo demais.')).toBeInTheDocument();
  expect(onClose).not.toHaveBeenCalled();
});
