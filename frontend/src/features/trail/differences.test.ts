import { differences } from './differences';

test('a plain value is one line', () => {
  const change = { field: 'name', before: 'Sala 1', after: 'Sala 2' };
  expect(differences(change)).toEqual([{ key: '', change }]);
});

test('of an object only what differs is told, as deep as it lies', () => {
  const found = differences({ field: 'summary', before: { errors: 2, people: 9 }, after: { errors: 0, people: 9, applied: { created: 22 } } });
  expect(found.map(({ key, change }) => [key, change.before, change.after])).toEqual([
    ['errors', 2, 0],
    ['applied.created', null, 22],
  ]);
});

test('what was made has all its values', () => {
  expect(differences({ field: 'extra', before: null, after: { Setor: 'TI', tags: ['a', 'b'] } }).map(({ change }) => change.after)).toEqual(['TI', 'a, b']);
});
