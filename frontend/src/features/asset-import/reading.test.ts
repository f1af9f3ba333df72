import { fittingFormat, readAmount, readDate, readSample } from './reading';

test.each([
  ['18/04/2014', 'dmy', '2014-04-18'],
  ['18-4-14', 'dmy', '2014-04-18'],
  ['1/23/23', 'mdy', '2023-01-23'],
  ['2014-04-18 10:32', 'dmy', '2014-04-18'],
  ['20140418', 'ymd_compact', '2014-04-18'],
  ['18042014', 'dmy_compact', '2014-04-18'],
  ['04/2014', 'my', '2014-04-01'],
  ['2014', 'y', '2014-01-01'],
  ['41747', 'serial', '2014-04-18'],
  ['18 de abril de 2014', 'dmy', '2014-04-18'],
  ['Apr 18, 2014', 'dmy', '2014-04-18'],
  ['1/2/99', 'dmy', '1999-02-01'],
  ['18/0/82014', 'dmy', null],
  ['07/05/0202', 'dmy', null],
  ['31/02/2014', 'dmy', null],
  ['18/04/2014', 'mdy', null],
  ['amanhã', 'dmy', null],
])('the date %j as %s', (sample, format, day) => expect(readDate(sample, format, 2076)).toBe(day));

test.each([
  ['1.234,56', 'decimal_comma', '1234.56'],
  ['R$ 1.234,56', 'decimal_comma', '1234.56'],
  ['1,234.56', 'decimal_point', '1234.56'],
  ['2266.13', 'decimal_point', '2266.13'],
  ['2266.13', 'decimal_comma', null],
  ['0,01', 'decimal_comma', '0.01'],
  ['8970', 'decimal_comma', '8970.00'],
  ['abc', 'decimal_comma', null],
])('the amount %j as %s', (sample, format, amount) => expect(readAmount(sample, format)).toBe(amount));

test('the sample shown is one that cannot be read, else one that tells day and month apart', () => {
  expect(readSample(['01/02/2014', '25/02/2014'], 'date', 'dmy')).toEqual({ sample: '25/02/2014', kind: 'date', value: '2014-02-25' });
  expect(readSample(['01/02/2014', '25/02/2014'], 'date', 'mdy')).toEqual({ sample: '25/02/2014', kind: 'date', value: null });
  expect(readSample([], 'date', 'dmy')).toBeNull();
  expect(readSample(['x'], 'line', 'digits:5')).toBeNull();
});

test('cells that are numbers by themselves are not read as text', () => {
  expect(readSample(['649.58', '8970'], 'money', 'decimal_comma')).toEqual({ sample: '649.58', kind: 'money', value: '649.58' });
});

test('a column that becomes a date takes the format that fits most of its samples', () => {
  expect(fittingFormat(['dmy', 'mdy', 'ymd'], 'date', ['1/23/23', '11/14/22', '3/1/23'])).toBe('mdy');
  expect(fittingFormat(['decimal_comma', 'decimal_point'], 'money', ['2266.13'])).toBe('decimal_point');
  expect(fittingFormat(['decimal_comma', 'decimal_point'], 'money', ['10', '20'])).toBe('decimal_comma');
  expect(fittingFormat([], 'line', ['a'])).toBeNull();
});
