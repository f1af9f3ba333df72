import { choose, draftOf, draftStore, filledShare, groupOf, missingFields, parseRows, toMapping } from './mapping';
import { csvLine, outcomeOf } from './outcome';
import { stepsOf } from './steps';
import { column, importOut, summary } from './testdata';

const item = importOut();
const at = (index: number) => item.columns[index]!;

test('a field that one column may fill leaves the column that had it, which is kept in other data', () => {
  const { draft, displaced } = choose(item, draftOf(item), at(4), 'tag');
  expect(draft.columns[4]).toEqual({ field: 'tag', format: null });
  expect(draft.columns[0]).toEqual({ field: 'extra', format: null });
  expect(displaced?.header).toBe('Chapa');
});

test('other data and descriptions may come from several columns', () => {
  const { draft, displaced } = choose(item, draftOf(item), at(1), 'extra');
  expect(displaced).toBeNull();
  expect(draft.columns[4]?.field).toBe('extra');
});

test('a format is kept between fields of one kind and found anew for another', () => {
  const withFormat = { ...draftOf(item), columns: { ...draftOf(item).columns, 2: { field: 'acquisition_date', format: 'mdy' } } };
  expect(choose(item, withFormat, at(2), 'inclusion_date').draft.columns[2]).toEqual({ field: 'inclusion_date', format: 'mdy' });
  expect(choose(item, withFormat, at(3), 'acquisition_date').draft.columns[3]).toEqual({ field: 'acquisition_date', format: 'dmy' });
  expect(choose(item, withFormat, at(2), null).draft.columns[2]).toEqual({ field: null, format: null });
});

test('what is required is missed; a description stands in for the name', () => {
  const without = choose(item, draftOf(item), at(1), null).draft;
  expect(missingFields(item.fields, without).map(({ field }) => field)).toEqual(['name']);
  const described = choose(item, without, at(1), 'description').draft;
  expect(missingFields(item.fields, described)).toEqual([]);
});

test('only columns that become something are sent, with sheet, rows and options', () => {
  expect(toMapping(item, draftOf(item))).toEqual({
    sheet: 'Bens ',
    header_row: 1,
    skip_rows: [2],
    options: item.options,
    columns: [
      { column: 0, field: 'tag', format: 'digits:5' },
      { column: 1, field: 'name', format: null },
      { column: 2, field: 'acquisition_date', format: 'dmy' },
      { column: 3, field: 'purchase_value', format: 'decimal_comma' },
      { column: 4, field: 'extra', format: null },
    ],
  });
});

test('where a column stands', () => {
  const group = (index: number) => groupOf(at(index), draftOf(item).columns[index]);
  expect([0, 3, 4, 5].map(group)).toEqual(['mapped', 'check', 'extra', 'empty']);
  expect(groupOf(at(3), { field: 'tag', format: null })).toBe('mapped'); // chosen by a person
  expect(groupOf(column(9, 'CPF'), undefined)).toBe('ignored');
});

test('a little missing never reads as all', () => {
  expect(filledShare(item, { filled: 98 })).toBe('100');
  const many = { ...item, sheets: [{ name: 'Bens ', rows: 5726, columns: 6 }] };
  expect(filledShare(many, { filled: 5720 })).toBe('99,9');
  expect(filledShare(many, { filled: 3 })).toBe('<1');
  expect(filledShare(many, { filled: 4676 })).toBe('81');
});

test.each([
  ['2', [2]],
  ['2, 7-9', [2, 7, 8, 9]],
  ['9 3;3', [3, 9]],
  ['0', null],
  ['7-5', null],
  ['101', null],
  ['a', null],
  ['', null],
])('rows in %j', (text, rows) => expect(parseRows(text, 100)).toEqual(rows));

test('choices survive a reload, and fall with another version of the import', () => {
  const draft = choose(item, draftOf(item), at(4), 'serial_number').draft;
  draftStore.save(item, draft);
  expect(draftStore.load(item)).toEqual(draft);
  expect(draftStore.load({ ...item, version: 2 })).toBeNull();
  draftStore.drop(item.id);
  expect(draftStore.load(item)).toBeNull();
});

test('the steps that can be entered, by state', () => {
  expect(stepsOf({ state: 'uploaded', summary: null })).toEqual({ reachable: ['arquivo', 'colunas'], stands: 'colunas' });
  expect(stepsOf({ state: 'checking', summary: null }).stands).toBe('conferencia');
  expect(stepsOf({ state: 'checked', summary: summary() }).reachable).not.toContain('importacao');
  expect(stepsOf({ state: 'failed', summary: null }).stands).toBe('conferencia');
  expect(stepsOf({ state: 'applied', summary: summary() })).toMatchObject({ stands: 'importacao' });
});

test('what becomes of a finding', () => {
  expect(outcomeOf({ blocks: true, severity: 'error', code: 'repeated_tag' })).toBe('row_out');
  expect(outcomeOf({ blocks: false, severity: 'error', code: 'invalid_date' })).toBe('cell_empty');
  expect(outcomeOf({ blocks: false, severity: 'warning', code: 'rounded' })).toBe('enters');
  expect(outcomeOf({ blocks: false, severity: 'warning', code: 'total_row' })).toBe('not_data');
  expect(outcomeOf({ blocks: false, severity: 'warning', code: 'personal_data' })).toBe('not_kept');
});

test('a line of CSV: quoted where needed, never a formula', () => {
  expect(csvLine([1873, 'a;b', 'disse "x"', null])).toBe('1873;"a;b";"disse ""x""";');
  expect(csvLine(['=1+1', '@x', '+55 11', '-12,50', '-x'])).toBe("'=1+1;'@x;'+55 11;-12,50;'-x");
});
