import { expect, test } from 'vitest';
import { ADMIN } from '@/mocks/data';
import { hasPermission } from './store';

const at = (...location_ids: number[]) => ({ everywhere: location_ids.length === 0, location_ids });

test('a permission that holds for one place is offered, but for those that the server takes organisation-wide only', () => {
  const local = { ...ADMIN, permissions: { 'assets.read': at(1), 'approvals.configure': at(1), 'history.verify': at(1) } };
  expect(hasPermission(local, 'assets.read')).toBe(true);
  expect(hasPermission(local, 'approvals.configure')).toBe(false);
  expect(hasPermission(local, 'history.verify')).toBe(false);
  const whole = { ...ADMIN, permissions: { 'approvals.configure': at(), 'history.verify': at() } };
  expect(hasPermission(whole, 'approvals.configure')).toBe(true);
  expect(hasPermission(whole, 'history.verify')).toBe(true);
});
