import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, expect, test, vi } from 'vitest';
import type { FeedOut } from '@/api/generated/model';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import ChangePasswordDialog from './ChangePasswordDialog';

const FEED: FeedOut = { id: 1, name: 'Celular', kind: 'own', target: null, created_at: '2026-11-01T12:00:00Z', last_used_at: null, revoked_at: null };

beforeAll(() => loadTexts(['account', 'dialog']));

const change = async (feeds: FeedOut[], uncheck = false) => {
  const sent: unknown[] = [];
  const onClose = vi.fn();
  server.use(
    mock.get('*/api/v1/movimentacoes/emprestimos/agenda/assinaturas', () => HttpResponse.json({ items: feeds })),
    mock.post('*/api/v1/auth/password', async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderAt(<ChangePasswordDialog onClose={onClose} />);
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText(/^Senha atual/), 'uma frase antiga');
  await user.type(screen.getByLabelText(/^Nova senha/), 'uma frase nova');
  if (uncheck) await user.click(await screen.findByRole('checkbox', { name: 'Revogar também o endereço de calendário' }));
  else if (feeds.some((one) => one.revoked_at === null)) expect(await screen.findByRole('checkbox', { name: /^Revogar também/ })).toBeChecked();
  else expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Trocar senha' }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  return sent[0];
};

test('whoever changes his password is offered to revoke the addresses of his calendar, if there are any', async () => {
  const words = { current_password: 'uma frase antiga', new_password: 'uma frase nova' };
  expect(await change([FEED])).toEqual({ ...words, revoke_feeds: true });
});

test('they may stay', async () => {
  expect(await change([FEED], true)).toMatchObject({ revoke_feeds: false });
});

test('of none in use nothing is asked', async () => {
  expect(await change([{ ...FEED, revoked_at: '2026-11-02T12:00:00Z' }])).toMatchObject({ revoke_feeds: false });
});
