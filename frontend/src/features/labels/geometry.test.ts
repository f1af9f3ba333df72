import type { LabelSheet } from '@/api/labels';
import { arrange, cellsOf, cellUse, nextFree, pagesFor } from './geometry';
import { batchCount, batchRange } from './batches';
import { composeSample, wrapWords } from './sample';

/** Pimaco 6180 on letter paper: three columns of ten. */
export const SHEET: LabelSheet = {
  code: '6180',
  name: 'Pimaco 6180',
  page: 'LETTER',
  page_width_mm: 215.9,
  page_height_mm: 279.4,
  columns: 3,
  rows: 10,
  per_sheet: 30,
  width_mm: 66.7,
  height_mm: 25.4,
  margin_left_mm: 4.8,
  margin_top_mm: 12.7,
  pitch_x_mm: 69.8,
  pitch_y_mm: 25.4,
  is_default: true,
};

test('labels lie where the measures say, row by row', () => {
  const cells = cellsOf(SHEET);
  expect(cells).toHaveLength(30);
  expect(cells[0]).toEqual({ position: 1, x: 4.8, y: 12.7 });
  expect(cells[1]!.x).toBeCloseTo(74.6);
  expect(cells[3]).toMatchObject({ position: 4, x: 4.8 });
  expect(cells[3]!.y).toBeCloseTo(38.1);
  const last = cells[29]!;
  expect(last.x + SHEET.width_mm).toBeLessThanOrEqual(SHEET.page_width_mm);
  expect(last.y + SHEET.height_mm).toBeLessThanOrEqual(SHEET.page_height_mm);
});

test.each([
  [0, 1, 0, 1],
  [1, 1, 1, 2],
  [30, 1, 1, 1],
  [31, 1, 2, 2],
  [60, 14, 3, 14],
  [17, 14, 1, 1],
])('%d labels from the %d. label on: %d pages, next free %d', (labels, start, pages, free) => {
  expect(pagesFor(labels, SHEET, start)).toBe(pages);
  expect(nextFree(labels, SHEET, start)).toBe(free);
});

test('what happens to each label of the first page', () => {
  expect([13, 14, 15, 16, 17].map((position) => cellUse(position, 14, 3))).toEqual(['used', 'printed', 'printed', 'printed', 'blank']);
});

test('on wide labels the code stands beside the words, on high ones above; all of it inside', () => {
  for (const [width, height] of [[66.7, 25.4], [25, 40], [99, 139], [26, 15]] as const) {
    const { symbol, text, stacked } = arrange({ width_mm: width, height_mm: height });
    expect(stacked).toBe(width < 1.25 * height);
    for (const box of [symbol, text]) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width + 0.001);
      expect(box.y + box.height).toBeLessThanOrEqual(height + 0.001);
    }
    expect(symbol.width).toBe(symbol.height);
  }
});

test('a batch is at most a thousand labels', () => {
  expect([0, 1, 1000, 1001, 5724].map(batchCount)).toEqual([1, 1, 1, 2, 6]);
  expect(batchRange(6, 5724)).toEqual({ from: 5001, to: 5724 });
});

test('words break into lines and end in dots', () => {
  expect(wrapWords('Sala 214 · Bloco B · Sede', 12, 2)).toEqual(['Sala 214 ·', 'Bloco B ·…']);
  expect(wrapWords('', 10, 2)).toEqual([]);
  expect(wrapWords('Sala', 10, 2)).toEqual(['Sala']);
});

test('the sample keeps its words inside the box, the place at the foot', () => {
  const { text } = arrange(SHEET);
  const { plate, lines } = composeSample({ code: 'SC-000001', name: 'Notebook', place: 'Sala 214 · Bloco B', details: [], organisation: 'Prefeitura' }, text);
  expect(plate.width).toBeLessThanOrEqual(text.width);
  for (const line of lines) expect(line.y).toBeLessThanOrEqual(text.y + text.height + 0.01);
  expect(lines.at(-1)!.text).toContain('Bloco B');
  expect(lines[0]!.text).toBe('Prefeitura');
});
