import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { expect, test, vi } from 'vitest';
import type { UserOut } from '@/api/users';
import { ADMIN } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { useStore } from '@/shared/store/store';
import UserForm from './UserForm';

const account = (id: number): UserOut => ({ ...ADMIN, id, email: 'antes@example.org', version: 1, grants: [], allowed_actions: ['edit'] }) as unknown as UserOut;

async function typeEmail(): Promise<void> {
  const email = await screen.findByLabelText(/^E-mail/);
  await userEvent.clear(email);
  await userEvent.type(email, 'novo@example.org');
}

test("one's own e-mail takes the password, which no draft keeps", async () => {
  const bodies: unknown[] = [];
  server.use(
    mock.patch('*/api/v1/users/:id', async ({ request }) => {
      bodies.push(await request.json());
      return HttpResponse.json({ code: 'request.invalid', title: 'x', errors: [{ pointer: '/current_password', code: 'wrong_password', message: 'A senha não confere.' }] }, { status: 422 });
    }),
  );
  const { unmount } = renderAt(<UserForm item={account(ADMIN.id)} onClose={vi.fn()} />);
  expect(screen.queryByLabelText(/^Senha atual/)).toBeNull();
  await typeEmail();
  await userEvent.type(await screen.findByLabelText(/^Senha atual/), 'errada');
  await userEvent.click(screen.getByRole('button', { name: 'Salvar' }));
  expect(await screen.findByText('A senha não confere.')).toBeInTheDocument();
  expect(bodies).toEqual([{ email: 'novo@example.org', current_password: 'errada' }]);
  unmount();
  await waitFor(() => expect(JSON.stringify(useStore.getState().drafts)).not.toContain('errada'));
  expect(useStore.getState().drafts[`user:${ADMIN.id}`]?.values.email).toBe('novo@example.org');
});

test("another's e-mail takes no password", async () => {
  renderAt(<UserForm item={account(ADMIN.id + 1)} onClose={vi.fn()} />);
  await typeEmail();
  expect(screen.queryByLabelText(/^Senha atual/)).toBeNull();
});
