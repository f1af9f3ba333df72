import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import type { OccurrenceOut } from '@/api/generated/model';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { OccurrenceDetail } from '.';

const OCCURRENCE: OccurrenceOut = {
  id: 12, kind: 'damage', state: 'resolved', asset: { id: 10, tag: 'PC-1', name: 'Computador 1' }, location: null, loan: null, description: 'Placa queimada', opened_by: null,
  created_at: '2026-11-10T12:00:00Z', resolved_at: '2026-11-11T12:00:00Z', resolution: 'Vai para baixa', resolved_by: null, report: null, attachments: 0, version: 2, allowed_actions: ['dispose'],
};

const answer = (over: Partial<OccurrenceOut> = {}) => server.use(http.get('*/api/v1/movimentacoes/ocorrencias/12', () => HttpResponse.json({ ...OCCURRENCE, ...over })));

test('a resolved occurrence leads to the disposal of its asset', async () => {
  answer();
  renderAt(<OccurrenceDetail id={12} />, '/ocorrencias/12');
  await userEvent.click(await screen.findByRole('button', { name: 'Baixar este bem' }));
  expect(screen.getByTestId('address')).toHaveTextContent('/baixas/nova?ocorrencia=12');
});

test('who may not ask for disposals, or whose asset is leaving already, is offered none', async () => {
  answer({ state: 'open', allowed_actions: ['resolve', 'attach'] });
  renderAt(<OccurrenceDetail id={12} />, '/ocorrencias/12');
  expect(await screen.findByRole('button', { name: 'Resolver' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Baixar este bem' })).toBeNull();
});
