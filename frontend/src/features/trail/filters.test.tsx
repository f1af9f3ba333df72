import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Me, Permission } from '@/api/types';
import entities from '@/entities/locales/pt-BR.json';
import { ADMIN } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import page from './locales/pt-BR.json';
import { Trail } from './Trail';

const everywhere = { everywhere: true, location_ids: [] };
const reader = (...permissions: Permission[]): Me => ({ ...ADMIN, permissions: Object.fromEntries(['history.read', ...permissions].map((name) => [name, everywhere])) });

let asked: URLSearchParams[];
beforeAll(() => loadTexts(['trail']));
beforeEach(() => {
  asked = [];
  server.use(
    mock.get('*/api/v1/trilha', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items: [], next_cursor: null });
    }),
    mock.get('*/api/v1/trilha/autores', ({ request }) => {
      const { searchParams } = new URL(request.url);
      const all = [{ id: 7, name: 'Marina Prado', username: 'marina' }, { id: 8, name: 'Rui Alves', username: null }];
      return HttpResponse.json({ items: all.filter(({ id, name }) => (searchParams.get('id') ? String(id) === searchParams.get('id') : name.toLowerCase().includes((searchParams.get('q') ?? '').toLowerCase()))) });
    }),
  );
});

async function open(name: string, user = userEvent.setup()) {
  await user.click(await screen.findByRole('button', { name: /filtr/i }));
  await user.click(await screen.findByRole('menuitem', { name }));
  return user;
}

test.each([
  ['O quê', entities.trail.entity],
  ['Ação', page.action],
])('"%s" offers every word that the texts have, in the order of the alphabet', async (name, words) => {
  renderAt(<Trail />, '/', reader());
  await open(name);
  const group = await screen.findByRole('group', { name });
  const offered = within(group).getAllByRole('checkbox').map((box) => box.getAttribute('aria-label') ?? '');
  expect(offered).toEqual(Object.values(words).sort((one, other) => one.localeCompare(other)));
});

test('who reads the trail and no users finds what somebody did', async () => {
  renderAt(<Trail />, '/', reader());
  const user = await open('Quem');
  await user.type(await screen.findByRole('combobox', { name: 'Quem' }), 'marina');
  await user.click(await screen.findByRole('option', { name: /Marina Prado/ }));
  expect(await screen.findByText('Marina Prado')).toBeVisible();
  expect(asked.at(-1)?.get('actor_id')).toBe('7');
});

test('records are looked up only among the kinds that one may list', async () => {
  renderAt(<Trail />, '/', reader('movements.read', 'terms.read', 'users.read', 'roles.read'));
  await open('Registro');
  const kinds = within(await screen.findByRole('combobox', { name: 'Tipo de registro' })).getAllByRole('option');
  expect(kinds.map((kind) => kind.textContent)).toEqual(['Transferência', 'Termo', 'Usuário', 'Papel']);
});

test('a transfer is found by its number', async () => {
  const transfer = { id: 31, number: 'TR-2026-000031', reason: 'Obra no bloco B' };
  server.use(
    mock.get('*/api/v1/movimentacoes', () => HttpResponse.json({ items: [transfer], page: 1, page_size: 30, total: 1, total_is_estimate: false })),
    mock.get('*/api/v1/movimentacoes/31', () => HttpResponse.json(transfer)),
  );
  renderAt(<Trail />, '/', reader('movements.read'));
  const user = await open('Registro');
  await user.type(await screen.findByRole('combobox', { name: 'Registro' }), '31');
  await user.click(await screen.findByRole('option', { name: /TR-2026-000031/ }));
  expect(await screen.findByText('TR-2026-000031')).toBeVisible();
  expect(asked.at(-1)?.get('entity')).toBe('movement_document');
  expect(asked.at(-1)?.get('entity_id')).toBe('31');
});
