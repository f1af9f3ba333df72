import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { baseUrl, credentials, type Role } from './server';

const SCREENS = join(import.meta.dirname, '../output/screens');
const SIZES = [
  { name: '1440', width: 1440, height: 900 },
  { name: '390', width: 390, height: 844 },
];
const SCHEMES = [
  { name: 'claro', value: 'light' },
  { name: 'escuro', value: 'dark' },
] as const;

/** What the browser may say: a refresh without a cookie is answered 401, and the browser logs it. */
const EXPECTED = [/status of 401/];

export interface Helpers {
  /** Sign in through the page and arrive at a path. */
  signIn: (role: Role, path?: string) => Promise<void>;
  /** Any finding of axe fails the test. */
  axe: (what: string) => Promise<void>;
  /** The page as it is now in light and dark, wide and narrow: a picture and an axe run each. */
  screens: (name: string) => Promise<void>;
  /** Errors of the console that this test provokes on purpose. */
  allowErrors: (...patterns: RegExp[]) => void;
}

export const test = base.extend<Helpers & { quiet: RegExp[]; watch: void }>({
  baseURL: async ({}, use) => use(baseUrl()),
  quiet: async ({}, use) => use([...EXPECTED]),
  /** Every test fails on an error of the page: an exception, a refused resource, a policy violation. */
  watch: [
    async ({ page, quiet }, use) => {
      const heard: string[] = [];
      page.on('pageerror', (error) => heard.push(`exception: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') heard.push(message.text());
      });
      await use();
      expect(heard.filter((text) => !quiet.some((pattern) => pattern.test(text))), 'errors in the browser').toEqual([]);
    },
    { auto: true },
  ],
  allowErrors: async ({ quiet }, use) => use((...patterns) => void quiet.push(...patterns)),
  signIn: async ({ page }, use) => use((role, path = '/') => signIn(page, role, path)),
  axe: async ({ page }, use) => use((what) => checkAxe(page, what)),
  screens: async ({ page }, use) => use((name) => captureScreens(page, name)),
});

export { expect };

async function signIn(page: Page, role: Role, path: string): Promise<void> {
  const { username, password } = credentials(role);
  await page.goto(`/entrar?voltar=${encodeURIComponent(path)}`);
  await page.getByLabel('Usuário ou e-mail').fill(username);
  await page.getByLabel('Senha', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/entrar'));
}

async function checkAxe(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((item) => `${item.id}: ${item.help} (${item.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(', ')})`);
  expect(found, `axe: ${what}`).toEqual([]);
}

async function captureScreens(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  const before = page.viewportSize();
  for (const size of SIZES) {
    await page.setViewportSize({ width: size.width, height: size.height });
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme.value });
      await settled(page);
      await page.screenshot({ path: join(SCREENS, `${name}-${size.name}-${scheme.name}.png`) });
      await checkAxe(page, `${name} ${size.name} ${scheme.name}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}

/** Fonts are there and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.all(document.getAnimations().filter((item) => item.effect?.getTiming().iterations !== Infinity).map((item) => item.finished.catch(() => undefined)));
  });
}
