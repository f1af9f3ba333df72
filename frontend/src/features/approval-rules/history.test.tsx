import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { ADMIN } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import { RulesScene } from './RulesScene';

const everywhere = { everywhere: true, location_ids: [] };
const RULE = { id: 4, name: 'Saídas da sede', kind: 'transfer', origin: null, destination: null, category_id: null, minimum_value: null, is_active: true, levels: [], version: 1 };
const LEVEL = { id: 9, entity: 'approval_rule_level', entity_id: 12, action: 'delete', actor: { kind: 'user', id: 1, name: 'Rita Mendes' }, source: 'web', reason: null, request_id: null, changes: [], details: {}, created_at: '2026-11-18T19:05:00Z' };
const APPROVER = {
  ...LEVEL,
  id: 10,
  entity: 'approval_rule_approver',
  entity_id: 20,
  action: 'create',
  changes: [
    { field: 'level_id', before: null, after: 13, before_label: null, after_label: null },
    { field: 'user_id', before: null, after: 5, before_label: null, after_label: 'Ana Prado' },
  ],
};

beforeAll(() => loadTexts(['approval-rules', 'dialog']));
beforeEach(() => {
  server.use(
    mock.get('*/api/v1/movimentacoes/aprovacoes/regras', () => HttpResponse.json({ items: [RULE] })),
    mock.get('*/api/v1/trilha', ({ request }) => HttpResponse.json({ items: new URL(request.url).search === '?entity=approval_rule&entity_id=4' ? [APPROVER, LEVEL] : [], next_cursor: null })),
  );
});

test('a rule tells its history, its levels by their kind and their approvers by name', async () => {
  const user = userEvent.setup();
  renderAt(<RulesScene />, '/', { ...ADMIN, permissions: { ...ADMIN.permissions, 'history.read': everywhere } });
  await user.click(await screen.findByRole('button', { name: 'Histórico de Saídas da sede' }));
  const dialog = await screen.findByRole('dialog', { name: 'Histórico de Saídas da sede' });
  expect(await within(dialog).findByText(/excluiu nível de regra/)).toBeInTheDocument();
  expect(within(dialog).getByText(/cadastrou aprovador de regra Ana Prado/)).toBeInTheDocument();
});

test('without the right to read the trail it offers none', async () => {
  renderAt(<RulesScene />);
  expect(await screen.findByText('Saídas da sede')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Histórico/ })).toBeNull();
});
