import { expect, test, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { recordPicture } from './record';

const SCREENS = join(import.meta.dirname, '../output/screens');
const SIZES = [
  { name: '1440', width: 1440, height: 900 },
  { name: '390', width: 390, height: 844 },
];
const SCHEMES = [
  { name: 'claro', value: 'light' },
  { name: 'escuro', value: 'dark' },
] as const;
/** What a test gets more for each set of pictures, so that many of them need no long limit for the rest. */
const MORE_MS = 120_000;
/** `LEVITIIS_E2E_PICTURES=no` leaves them out, for somebody who works on what the pages do; `all` takes all four. */
export const withPictures = process.env.LEVITIIS_E2E_PICTURES !== 'no';
const ALL_FOUR = process.env.LEVITIIS_E2E_PICTURES === 'all';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
declare const axe: { run: (options: RunOptions) => Promise<AxeResults> };

/** Any finding of axe fails the test. No page has frames; only what is wrong leaves the browser, as the rest is long. */
export async function checkAxe(page: Page, what: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(readFileSync(AXE, 'utf8'));
  const violations = await page.evaluate(async () => (await axe.run({ resultTypes: ['violations'] })).violations);
  const found = violations.map((item) => `${item.id}: ${item.help} (${item.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(', ')})`);
  expect.soft(found, `axe: ${what}`).toEqual([]);
}

/**
 * What is looked at: each width and each scheme once for every picture, by turns in either pairing; so whatever
 * stands on several pictures (the shell, the parts that all pages are made of) is looked at in all four.
 */
const LOOKED_AT = [
  ['1440 claro', '390 escuro'],
  ['1440 escuro', '390 claro'],
];

/** The page as it is now, light and dark, wide and narrow: a picture each, and what axe says of it. */
export async function takePictures(page: Page, name: string): Promise<void> {
  if (!withPictures) return;
  test.info().setTimeout(test.info().timeout + MORE_MS);
  mkdirSync(SCREENS, { recursive: true });
  recordPicture({ name, path: new URL(page.url()).pathname });
  const before = page.viewportSize();
  const wanted = ALL_FOUR ? LOOKED_AT.flat() : LOOKED_AT[name.length % 2]!;
  for (const size of SIZES) {
    for (const scheme of SCHEMES.filter((each) => wanted.includes(`${size.name} ${each.name}`))) {
      await page.setViewportSize({ width: size.width, height: size.height });
      await page.emulateMedia({ colorScheme: scheme.value });
      await settled(page);
      await page.screenshot({ path: join(SCREENS, `${name}-${size.name}-${scheme.name}.png`) });
      await checkAxe(page, `${name} ${size.name} ${scheme.name}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
  await settled(page);
}

/** Fonts are there and nothing moves any more: a change of size or colours goes through several frames. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frames = async (left: number): Promise<void> => {
      if (left > 0) await new Promise(requestAnimationFrame).then(() => frames(left - 1));
    };
    await document.fonts.ready;
    await frames(3);
    await Promise.all(document.getAnimations().filter((item) => item.effect?.getTiming().iterations !== Infinity).map((item) => item.finished.catch(() => undefined)));
    await frames(3);
  });
}
