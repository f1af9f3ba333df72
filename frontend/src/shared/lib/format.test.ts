import { expect, test } from 'vitest';
import { formatAmount, formatDate, formatMoney, formatNumber, initials, parseAmount, parseDate, sumAmounts } from './format';

test('money is exact however large', () => {
  expect(formatMoney('6942232.91')).toBe('R$\u00a06.942.232,91');
  expect(formatAmount('12345678901234.56')).toBe('12.345.678.901.234,56');
  expect(formatMoney(null)).toBe('–');
  expect(sumAmounts(['0.10', '0.20', null, '12345678901234.56', '-1.5'])).toBe('12345678901233.36');
  expect(sumAmounts([])).toBe('0.00');
});

test.each([
  ['1.234,56', '1234.56'],
  ['R$ 6.849,00', '6849.00'],
  ['6849.00', '6849.00'],
  ['1.234', '1234'],
  ['1.234.567', '1234567'],
  ['12,5', '12.5'],
  ['abc', null],
  ['1,234', null],
  ['NaN', null],
  ['', null],
])('parseAmount(%j)', (text, value) => expect(parseAmount(text)).toBe(value));

test.each([
  ['18/11/2026', '2026-11-18'],
  ['1/2/2026', '2026-02-01'],
  ['29/02/2024', '2024-02-29'],
  ['31/02/2024', null],
  ['18/0/8201', null],
  ['2026-11-18', null],
])('parseDate(%j)', (text, value) => expect(parseDate(text)).toBe(value));

test('dates are read without a time zone, counts and initials are short', () => {
  expect(formatDate('2026-01-01')).toBe('01/01/2026');
  expect(formatDate('2026-01-01T12:00:00Z')).toBe('01/01/2026');
  expect(formatNumber(5724)).toBe('5.724');
  expect(initials('Marina Prado de Sá')).toBe('MS');
  expect(initials('Suporte')).toBe('S');
});
