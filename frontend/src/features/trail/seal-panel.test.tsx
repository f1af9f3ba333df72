import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http as mock, HttpResponse } from 'msw';
import { beforeAll, expect, test } from 'vitest';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { loadTexts } from '@/shared/i18n/i18n';
import { SealPanel } from './SealPanel';

const HEAD = { number: 6, hash: 'a'.repeat(64), sealed_at: '2026-11-18T19:05:00Z' };
const WHOLE = { job_id: 7, finished_at: '2026-11-18T20:00:00Z', seals: 6, entries: 5724, unsealed: 3, faults: [] as unknown[] };
const seals = (verdict: typeof WHOLE | null) => ({ seals: 6, entries: 5724, waiting: 3, head: HEAD, verdict });

beforeAll(() => loadTexts(['trail', 'jobs']));

test('what has no seal yet cannot be verified', async () => {
  server.use(mock.get('*/api/v1/trilha/selos', () => HttpResponse.json({ seals: 0, entries: 0, waiting: 9, head: null, verdict: null })));
  renderAt(<SealPanel />);
  expect(await screen.findByText('Ainda não selada')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Conferir agora' })).toBeDisabled();
});

test('a verification is asked for, followed, and its verdict shown', async () => {
  let verdict: typeof WHOLE | null = null;
  server.use(
    mock.get('*/api/v1/trilha/selos', () => HttpResponse.json(seals(verdict))),
    mock.post('*/api/v1/trilha/conferencia', () => HttpResponse.json({ job_id: 7 }, { status: 202 })),
    mock.get('*/api/v1/jobs/7', () => {
      verdict = WHOLE;
      return HttpResponse.json({ id: 7, kind: 'history.verifying', status: 'done', done: 5724, total: null });
    }),
  );
  renderAt(<SealPanel />);
  expect(await screen.findByText('Selada, ainda não conferida')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Conferir agora' }));
  expect(await screen.findByText('Trilha íntegra')).toBeVisible();
  expect(screen.getByText(/5\.724 registros selados/)).toBeVisible();
});

test('a broken chain says where', async () => {
  const faults = [{ kind: 'missing', seal: 2, first_id: 14, last_id: 16 }];
  server.use(mock.get('*/api/v1/trilha/selos', () => HttpResponse.json(seals({ ...WHOLE, faults }))));
  renderAt(<SealPanel />);
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByText('Registros entre 14 e 16 foram apagados (selo 2).')).toBeVisible();
  expect(screen.getByText('A trilha foi alterada')).toBeVisible();
});
