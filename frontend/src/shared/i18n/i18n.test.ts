import i18next from 'i18next';
import { expect, test } from 'vitest';

test('nothing is counted as many are, and so is a million', () => {
  const counted = (count: number) => i18next.t('assets-list:counted', { count, formatted: String(count) });
  expect([0, 1, 2, 1_000_000].map(counted)).toEqual(['0 ativos', '1 ativo', '2 ativos', '1000000 ativos']);
});
