import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adoptSession } from '@/api/refresh';
import { token } from '@/api/token';
import { leave } from '@/app/shell/UserMenu';
import SignInPage, { safeReturn } from '@/app/pages/SignInPage';
import { session } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { useStore } from '@/shared/store/store';

const secure = (value: boolean) => Object.defineProperty(window, 'isSecureContext', { value, configurable: true });

beforeEach(() => secure(true));
afterEach(() => secure(true));

const show = (at = '/entrar') => renderAt(<SignInPage />, at, null);

async function fill(password: string) {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText('Usuário ou e-mail'), 'rita');
  await user.type(screen.getByLabelText('Senha'), password);
  await user.click(screen.getByRole('button', { name: 'Entrar' }));
}

test('signs in and goes back to where one was', async () => {
  server.use(mock.post('*/api/v1/auth/login', () => HttpResponse.json(session('a'))));
  show('/entrar?voltar=%2Fativos%3Fstatus%3Dmissing');
  await fill('certa');
  await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/ativos?status=missing'));
});

test('a wrong password says so and keeps the name', async () => {
  server.use(mock.post('*/api/v1/auth/login', () => HttpResponse.json({ code: 'identity.invalid_credentials', title: 'Usuário ou senha não conferem' }, { status: 401 })));
  show();
  await fill('errada');
  expect(await screen.findByRole('alert')).toHaveTextContent('Usuário ou senha não conferem');
  expect(screen.getByLabelText('Usuário ou e-mail')).toHaveValue('rita');
});

test.each([
  ['no network', () => HttpResponse.error()],
  ['a server in trouble', () => HttpResponse.json({ code: 'request.unavailable', title: 'x' }, { status: 503 })],
])('a sign-out that meets %s is told, and tried again with the cookie', async (_, failure) => {
  const bearers: (string | null)[] = [];
  const answers = [failure, failure, () => new HttpResponse(null, { status: 204 })];
  server.use(mock.post('*/api/v1/auth/logout', ({ request }) => (bearers.push(request.headers.get('authorization')), answers.shift()!())));
  show();
  await act(async () => {
    adoptSession(session('held'));
    await leave();
  });
  expect(token.get()).toBeNull();
  expect(useStore.getState().status).toBe('signed-out');
  const again = await screen.findByRole('button', { name: 'Tentar de novo' });
  expect(screen.getByRole('alert')).toHaveTextContent('A sessão não foi encerrada no servidor');
  const user = userEvent.setup();
  await user.click(again);
  await waitFor(() => expect(again).not.toHaveAttribute('data-loading'));
  expect(screen.getByRole('alert')).toBeInTheDocument();
  await user.click(again);
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  expect(bearers).toEqual(['Bearer held', null, null]);
});

test('too many attempts say how long to wait', async () => {
  server.use(mock.post('*/api/v1/auth/login', () => HttpResponse.json({ code: 'identity.too_many_attempts', title: 'x' }, { status: 429, headers: { 'Retry-After': '42' } })));
  show();
  await fill('errada');
  expect(await screen.findByText('Muitas tentativas')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /Espere 4\d segundos/ })).toBeDisabled();
});

test('on plain http elsewhere it says why signing in cannot work', async () => {
  secure(false);
  show();
  expect(await screen.findByText('Aqui não é possível entrar')).toBeInTheDocument();
  expect(screen.getByText('make demo LAN=1')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Entrar' })).toBeDisabled();
});

test('only paths of this app are gone back to', () => {
  expect(safeReturn('/ativos?x=1')).toBe('/ativos?x=1');
  for (const bad of [null, 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/entrar?voltar=/x']) expect(safeReturn(bad)).toBe('/');
});
