import type { Page } from '@playwright/test';

/** Hold the answers to an address until they are let go. */
export async function hold(page: Page, url: string | RegExp): Promise<() => Promise<void>> {
  let release = () => undefined as void;
  const held = new Promise<void>((done) => (release = done));
  await page.route(url, async (route) => {
    await held;
    await route.continue().catch(() => undefined); // the page may have left meanwhile
  });
  return async () => {
    release();
    await page.unroute(url);
  };
}

/** Let an address fail as a server does that is there and cannot. */
export async function fail(page: Page, url: string | RegExp, status: 500 | 503 = 503): Promise<() => Promise<void>> {
  const body = { code: status === 503 ? 'server.database_unavailable' : 'server.unexpected', status, title: 'x', request_id: '0f31ab77c2' };
  await page.route(url, (route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) }));
  return () => page.unroute(url);
}

/** Let an address answer with this. */
export async function answer(page: Page, url: string | RegExp, body: object): Promise<() => Promise<void>> {
  await page.route(url, (route) => route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) }));
  return () => page.unroute(url);
}

export const NOTHING = { items: [], total: 0, total_is_estimate: false, page: 1, page_size: 50, next_cursor: null };
