import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { Api } from './api';
import { checkAxe, takePictures } from './pictures';
import { recordWritesOf } from './record';
import { baseUrl, credentials, type Role } from './server';

/** What the browser may say: a refresh without a cookie is answered 401, and the browser logs it. */
const EXPECTED = [/status of 401/];

export interface Helpers {
  /** Be signed in and arrive at a path. The sign-in page itself has its own tests. */
  signIn: (role: Role, path?: string) => Promise<void>;
  /** A second browser of somebody signed in, watched like the first. */
  another: (role: Role, path: string) => Promise<Page>;
  /** The API as somebody, without a browser. */
  api: (role: Role) => Promise<Api>;
  /** Any finding of axe fails the test. */
  axe: (what: string) => Promise<void>;
  /** The page as it is now in light and dark, wide and narrow: pictures, and what axe says of them. */
  screens: (name: string) => Promise<void>;
  /** Errors of the console that this test provokes on purpose. */
  allowErrors: (...patterns: RegExp[]) => void;
}

interface Watching {
  quiet: RegExp[];
  watched: (context: BrowserContext) => void;
}

export const test = base.extend<Helpers & Watching & { watch: void }>({
  baseURL: async ({}, use) => use(baseUrl()),
  quiet: async ({}, use) => use([...EXPECTED]),
  /** Every test fails on an error of a page: an exception, a refused resource, a policy violation. */
  watched: async ({ quiet }, use) => {
    const heard: string[] = [];
    await use((context) => {
      context.on('weberror', (error) => heard.push(`exception: ${error.error().message}`));
      context.on('console', (message) => {
        if (message.type() === 'error') heard.push(message.text());
      });
      recordWritesOf(context);
    });
    expect(heard.filter((text) => !quiet.some((pattern) => pattern.test(text))), 'errors in the browser').toEqual([]);
  },
  watch: [async ({ context, watched }, use) => use(watched(context)), { auto: true }],
  allowErrors: async ({ quiet }, use) => use((...patterns) => void quiet.push(...patterns)),
  signIn: async ({ page }, use) => use((role, path = '/') => arrive(page, role, path)),
  another: async ({ browser, watched, contextOptions, viewport, locale, timezoneId, ignoreHTTPSErrors }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (role, path) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: baseUrl(), viewport, locale, timezoneId, ignoreHTTPSErrors });
      opened.push(context);
      watched(context);
      const page = await context.newPage();
      await arrive(page, role, path);
      return page;
    });
    for (const context of opened) await context.close();
  },
  api: async ({}, use) => use((role) => Api.as(role)),
  axe: async ({ page }, use) => use((what) => checkAxe(page, what)),
  screens: async ({ page }, use) => use((name) => takePictures(page, name)),
});

export { expect };

/** Type name and password into the sign-in page. */
export async function typeCredentials(page: Page, role: Role): Promise<void> {
  const { username, password } = credentials(role);
  await page.getByLabel('Usuário ou e-mail').fill(username);
  await page.getByLabel('Senha', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

/** Sign in by the API, whose cookie this browser then has, and open a page. */
async function arrive(page: Page, role: Role, path: string): Promise<void> {
  const { username, password } = credentials(role);
  const answer = await page.context().request.post('/api/v1/auth/login', { data: { username, password } });
  expect(answer.ok(), `signing in as ${role}: ${answer.status()}`).toBe(true);
  await page.goto(path);
}

