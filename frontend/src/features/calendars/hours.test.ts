import { expect, test } from 'vitest';
import { readHours, showHours } from './hours';

const OFFICE = [
  { opens: '08:00', closes: '12:00' },
  { opens: '13:30', closes: '17:00' },
];

test.each(['08:00–12:00, 13:30–17:00', '8-12, 13:30-17', '8h às 12h e 13h30 às 17h', '8:00 a 12:00; 13:30 - 17:00'])('%s is read', (text) => {
  expect(readHours(text)).toEqual(OFFICE);
});

test('what is shown can be read again, and nothing is nothing', () => {
  expect(readHours(showHours(OFFICE))).toEqual(OFFICE);
  expect(readHours('  ')).toEqual([]);
});

test.each(['manhã', '8', '12-8', '8-12, 11-13', '8-25', '8:75-9', '1-2,3-4,5-6,7-8,9-10'])('%s is refused', (text) => {
  expect(readHours(text)).toBeNull();
});
