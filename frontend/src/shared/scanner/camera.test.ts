import { aimedAt, cameraProblem, onceInSight } from './useCamera';

const square = (x: number, y: number, rawValue: string) => ({ rawValue, cornerPoints: [{ x, y }, { x: x + 10, y }, { x: x + 10, y: y + 10 }, { x, y: y + 10 }] });

test('each trouble of the camera by its name', () => {
  expect(cameraProblem(new DOMException('', 'NotAllowedError'))).toBe('refused');
  expect(cameraProblem(new DOMException('', 'NotFoundError'))).toBe('none');
  expect(cameraProblem(new DOMException('', 'NotReadableError'))).toBe('busy');
  expect(cameraProblem('?')).toBe('failed');
});

test('of several codes in sight the one nearest the middle counts, and empty ones never', () => {
  expect(aimedAt([square(0, 0, 'corner'), square(300, 230, 'middle'), square(310, 235, '')], 640, 480)?.rawValue).toBe('middle');
  expect(aimedAt([], 640, 480)).toBeUndefined();
});

test('a code that stays in sight is read once, shown again it is read again', () => {
  let now = 0;
  const isNew = onceInSight(() => now);
  expect(isNew('a')).toBe(true);
  for (now = 100; now < 5000; now += 100) expect(isNew('a')).toBe(false);
  expect(isNew('b')).toBe(true);
  now += 1600;
  expect(isNew('a')).toBe(true);
});
