import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { ADMIN, assetRow, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { Holdings } from '.';

const FILTER = { responsible_id: 7 };
const LABELS = { ...ADMIN, permissions: { ...ADMIN.permissions, 'assets.labels': { everywhere: true, location_ids: [] } } };

function answers(count: number) {
  server.use(
    http.get('*/api/v1/ativos/resumo', () => HttpResponse.json({ count, total_value: '1234.50', by_status: count ? { in_use: count - 1, missing: 1 } : {} })),
    http.get('*/api/v1/ativos', () => HttpResponse.json(pageOf(count ? [assetRow(1), assetRow(2, { status: 'missing' })] : [], count))),
  );
}
const show = () => renderAt(<Holdings filter={FILTER} title="Responde por" none="Nada na carga" />, '/pessoas/7', LABELS);

test('count, value, statuses and the way to exactly these assets and their labels', async () => {
  answers(31);
  show();
  expect(await screen.findByText(/R\$\s1\.234,50/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Ver os 31 ativos' })).toHaveAttribute('href', '/ativos?responsible_id=7');
  expect(screen.getByRole('link', { name: 'Imprimir etiquetas' })).toHaveAttribute('href', '/etiquetas?responsible_id=7');
  const statuses = screen.getByRole('list', { name: 'Por situação' });
  expect(within(statuses).getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['/ativos?responsible_id=7&status=in_use', '/ativos?responsible_id=7&status=missing']);
  expect(screen.getByRole('row', { name: /000002 Notebook 2/ })).toBeInTheDocument();
});

test('who answers for nothing is told so', async () => {
  answers(0);
  show();
  expect(await screen.findByRole('heading', { name: 'Nada na carga' })).toBeInTheDocument();
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});

test('what did not load can be asked for again', async () => {
  server.use(http.get('*/api/v1/ativos/resumo', () => new HttpResponse(null, { status: 503 })), http.get('*/api/v1/ativos', () => new HttpResponse(null, { status: 503 })));
  show();
  expect(await screen.findByRole('alert')).toHaveTextContent('Os ativos não carregaram');
  expect(screen.getByRole('button', { name: /Tentar/ })).toBeInTheDocument();
});
