import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import type { LabelSheet, LabelsIn } from '@/api/labels';
import { ADMIN, assetOut, assetRow, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { LabelsScene } from '.';
import LabelsDialog from './LabelsDialog';

const SHEET: LabelSheet = { code: '6180', name: 'Pimaco 6180', page: 'LETTER', page_width_mm: 215.9, page_height_mm: 279.4, columns: 3, rows: 10, per_sheet: 30, width_mm: 66.7, height_mm: 25.4, margin_left_mm: 4.8, margin_top_mm: 12.7, pitch_x_mm: 69.8, pitch_y_mm: 25.4, is_default: true };
const ROLL: LabelSheet = { ...SHEET, code: 'ROLL-50X30', name: '50 × 30 mm', page: 'ROLL', page_width_mm: 50, page_height_mm: 30, columns: 1, rows: 1, per_sheet: 1, width_mm: 50, height_mm: 30, margin_left_mm: 0, margin_top_mm: 0, pitch_x_mm: 50, pitch_y_mm: 30, is_default: false };
const USER = { ...ADMIN, permissions: { ...ADMIN.permissions, 'assets.labels': { everywhere: true, location_ids: [] } } };

function backend() {
  const sent: LabelsIn[] = [];
  server.use(
    http.get('*/api/v1/ativos/etiquetas/folhas', () => HttpResponse.json({ items: [SHEET, ROLL] })),
    http.get('*/api/v1/ativos/11', () => HttpResponse.json(assetOut(11))),
    http.post('*/api/v1/ativos/etiquetas', async ({ request }) => {
      sent.push((await request.json()) as LabelsIn);
      return new HttpResponse('%PDF-1.7', { headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="etiquetas-x.pdf"' } });
    }),
  );
  return sent;
}

/** What every browser has and jsdom lacks. */
function text(this: Blob): Promise<string> {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.readAsText(this);
  });
}

beforeEach(() => {
  if (!('text' in Blob.prototype)) Object.assign(Blob.prototype, { text });
  URL.createObjectURL = () => 'blob:pdf';
  URL.revokeObjectURL = () => undefined;
});

const dialog = (ids = [11, 12, 13]) => renderAt(<LabelsDialog selection={{ ids }} count={ids.length} onClose={() => undefined} onDone={() => undefined} />, '/ativos', USER);
const cell = (position: number) => screen.getByTestId('sheet-preview').querySelector<SVGGElement>(`[data-position="${position}"]`)!;

test('the page is drawn in mm; a click on a label begins there', async () => {
  backend();
  dialog();
  const page = await screen.findByTestId('sheet-preview');
  expect(page).toHaveAttribute('viewBox', '0 0 215.9 279.4');
  expect(cell(1)).toHaveAttribute('transform', 'translate(4.8 12.7)');
  expect(cell(3).dataset.use).toBe('printed');
  expect(cell(4).dataset.use).toBe('blank');
  await userEvent.click(cell(29));
  expect(screen.getByLabelText('Começar na etiqueta nº')).toHaveValue(29);
  expect([28, 29, 30].map((position) => cell(position).dataset.use)).toEqual(['used', 'printed', 'printed']);
  expect(screen.getByText('3 etiquetas · 2 folhas')).toBeInTheDocument();
});

test('the PDF is made of what was chosen, and offered to open and to save', async () => {
  const sent = backend();
  dialog();
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Localização' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Nº de série' }));
  await userEvent.click(screen.getByText('Nome', { selector: '.mantine-SegmentedControl-innerLabel' }));
  await userEvent.click(screen.getByRole('button', { name: 'Gerar PDF de 3 etiquetas' }));
  const open = await screen.findByRole('link', { name: 'Abrir PDF' });
  expect(open).toHaveAttribute('href', 'blob:pdf');
  expect(open).toHaveFocus();
  expect(screen.getByRole('link', { name: 'Baixar' })).toHaveAttribute('download', 'etiquetas-x.pdf');
  expect(sent).toEqual([{ selection: { ids: [11, 12, 13] }, sheet: '6180', start_position: 1, fields: ['tag', 'name', 'organisation', 'serial_number'], order: 'name', test_page: false }]);
});

test('a change takes the finished PDF away: it would no longer be what is shown', async () => {
  backend();
  dialog();
  await userEvent.click(await screen.findByRole('button', { name: 'Gerar PDF de 3 etiquetas' }));
  await screen.findByRole('link', { name: 'Abrir PDF' });
  await userEvent.click(cell(5));
  expect(screen.queryByRole('link', { name: 'Abrir PDF' })).not.toBeInTheDocument();
});

test('sheet and fields are remembered, and where the last print ended is offered', async () => {
  backend();
  const first = dialog();
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Nome' }));
  await userEvent.click(screen.getByRole('button', { name: 'Gerar PDF de 3 etiquetas' }));
  await screen.findByRole('link', { name: 'Abrir PDF' });
  first.unmount();
  dialog();
  expect(await screen.findByRole('checkbox', { name: 'Nome' })).not.toBeChecked();
  await userEvent.click(screen.getByRole('button', { name: 'Continuar na 4, onde a última impressão parou' }));
  expect(screen.getByLabelText('Começar na etiqueta nº')).toHaveValue(4);
});

test('a problem inside the Blob is shown in its own words', async () => {
  backend();
  server.use(
    http.post('*/api/v1/ativos/etiquetas', () =>
      HttpResponse.json({ type: '/problems/labels.too_small', code: 'labels.too_small', status: 422, title: 'Etiqueta pequena demais', detail: 'O código QR não cabe legível nesta etiqueta; escolha uma folha maior.', errors: [{ pointer: '/sheet', code: 'too_small', message: 'Pequena demais.' }] }, { status: 422, headers: { 'content-type': 'application/problem+json' } }),
    ),
  );
  dialog();
  await userEvent.click(await screen.findByRole('button', { name: 'Gerar PDF de 3 etiquetas' }));
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('Etiqueta pequena demais');
  expect(alert).toHaveTextContent('escolha uma folha maior');
  expect(screen.queryByRole('link', { name: 'Abrir PDF' })).not.toBeInTheDocument();
});

test('the test page needs no assets', async () => {
  const sent = backend();
  dialog();
  await userEvent.click(await screen.findByRole('button', { name: 'Página de teste' }));
  expect(await screen.findByText(/Página de teste pronta/)).toBeInTheDocument();
  expect(sent[0]).toMatchObject({ selection: null, test_page: true });
});

test('on a roll there is no used sheet', async () => {
  backend();
  localStorage.setItem('levitiis.remembered.labels', JSON.stringify({ sheet: 'ROLL-50X30', fields: ['tag'], order: 'tag', free: {} }));
  dialog();
  expect(await screen.findByText('3 etiquetas · 3 páginas de rolo')).toBeInTheDocument();
  expect(screen.queryByLabelText('Começar na etiqueta nº')).not.toBeInTheDocument();
});

test('more than a thousand go in batches, each with the ids of its part in the order of printing', async () => {
  const sent = backend();
  const asked: string[] = [];
  server.use(
    http.get('*/api/v1/ativos/resumo', () => HttpResponse.json({ count: 1203, total_value: '0.00', by_status: {} })),
    http.get('*/api/v1/ativos', ({ request }) => {
      const query = new URL(request.url).searchParams;
      const size = Number(query.get('page_size'));
      const from = (Number(query.get('page') ?? 1) - 1) * size;
      if (size === 200) asked.push(`${query.get('page')}:${query.get('sort')}:${query.get('import_id')}`);
      return HttpResponse.json(pageOf(Array.from({ length: Math.max(0, Math.min(size, 1203 - from)) }, (_, index) => assetRow(from + index + 1)), 1203));
    }),
  );
  renderAt(<LabelsScene />, '/etiquetas?import_id=7', USER);
  expect(await screen.findByText('1.203 ativos')).toBeInTheDocument();
  expect(screen.getByText('Importação nº 7')).toBeInTheDocument();
  await userEvent.selectOptions(await screen.findByLabelText(/Lote/), '2');
  await userEvent.click(screen.getByRole('button', { name: 'Gerar PDF do lote 2: 203 etiquetas' }));
  await screen.findByRole('link', { name: 'Abrir PDF' });
  const { ids } = sent[0]!.selection as { ids: number[] };
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([203, 1001, 1203]);
  expect(asked).toEqual(['1', '2', '3', '4', '5', '6', '7'].map((page) => `${page}:tag:7`));
});

test('a batch that fits goes as the filter, not as ids', async () => {
  const sent = backend();
  server.use(
    http.get('*/api/v1/ativos/resumo', () => HttpResponse.json({ count: 40, total_value: '0.00', by_status: {} })),
    http.get('*/api/v1/ativos', () => HttpResponse.json(pageOf([assetRow(1)], 40))),
    http.get('*/api/v1/localizacoes/5', () => HttpResponse.json({ id: 5, name: 'Bloco B', full_name: 'Sede › Bloco B', child_count: 0 })),
  );
  renderAt(<LabelsScene />, '/etiquetas?location_id=5', USER);
  await userEvent.click(await screen.findByRole('button', { name: 'Gerar PDF de 40 etiquetas' }));
  await waitFor(() => expect(sent[0]?.selection).toEqual({ filter: { location_id: 5 }, exclude_ids: [] }));
});
