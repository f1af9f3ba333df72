import { expect, test } from 'vitest';
import { fitColumns, fitWidths } from './columns';
import type { ListColumn } from './types';

interface Row {
  id: number;
  tag: string;
}

const cell = () => null;
const columns: ListColumn<Row>[] = [
  { id: 'tag', label: 'x', cell, width: 120, fit: (row) => row.tag.length * 10 },
  { id: 'name', label: 'x', cell, minWidth: 180, maxWidth: 380 },
  { id: 'place', label: 'x', cell, width: 230, minWidth: 130, maxWidth: 330 },
];
const rows = (...tags: string[]) => tags.map((tag, id) => ({ id, tag }));

test('with just the room that is wanted, every column has its width and the growing one takes the rest', () => {
  expect([...fitWidths(columns, 530)]).toEqual([['tag', 120], ['name', undefined], ['place', 230]]);
});

test('where room is scarce, columns give way down to their least; a code never does', () => {
  expect(fitWidths(columns, 480).get('place')).toBe(180);
  expect(fitWidths(columns, 100).get('place')).toBe(130);
  expect(fitWidths(columns, 100).get('tag')).toBe(120);
});

test('where there is more than is wanted, columns share it up to their most', () => {
  expect(fitWidths(columns, 680).get('place')).toBe(280);
  expect(fitWidths(columns, 2000).get('place')).toBe(330);
});

test('a code is as wide as the longest on the page, within reason, unless a person set the width', () => {
  expect(fitColumns(columns, rows('SC-1'))[0]!.width).toBe(120);
  expect(fitColumns(columns, rows('SC-1', 'IPM-000012345'))[0]!.width).toBe(130);
  expect(fitColumns(columns, rows('X'.repeat(60)))[0]!.width).toBe(280);
  expect(fitColumns(columns, rows('IPM-000012345'), { tag: 90 })[0]!.width).toBe(120);
});
