import { baseUrl } from '../support/server';
import { expect, test, typeCredentials } from '../support/test';
import { unique } from '../support/api';

const REFRESH = '**/api/v1/auth/refresh';

test('an access token that is no longer taken is renewed without anybody noticing', async ({ page, signIn }) => {
  await signIn('reader', '/ler');
  await expect(page.getByRole('heading', { name: 'Ler código' })).toBeVisible();
  const refreshes: number[] = [];
  page.on('response', (response) => response.url().endsWith('/auth/refresh') && refreshes.push(response.status()));
  let spoiled = 0;
  await page.route('**/api/v1/**', async (route) => {
    const headers = route.request().headers();
    if (refreshes.length > 0 || !headers.authorization) return route.continue();
    spoiled += 1;
    return route.continue({ headers: { ...headers, authorization: `${headers.authorization.slice(0, -8)}AAAAAAAA` } });
  });
  await page.getByRole('link', { name: 'Ativos', exact: true }).click();
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
  await expect(page).toHaveURL(/\/ativos$/);
  expect(spoiled).toBeGreaterThan(0);
  expect(refreshes).toEqual([200]);
});

test('a session that ends in the middle of a form leads back to it, with everything that was typed', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/ERR_FAILED/);
  const tag = `FORM-${unique()}`;
  const asset = await (await api('manager')).asset({ name: 'Armário de aço', tag });
  await page.route('**/api/v1/eventos/ingresso', (route) => route.abort()); // the live connection would tell before the form does
  await signIn('manager', `/ativos/${asset.id}/editar`);
  await page.getByRole('textbox', { name: 'Nome' }).fill('Armário de aço com chave');
  await page.getByLabel('Observações').fill('A chave está na gaveta.');
  const ended = await page.context().request.post('/api/v1/auth/logout');
  expect(ended.ok()).toBe(true);
  await page.getByRole('button', { name: 'Salvar', exact: true }).click();
  await expect(page.getByText('Sua sessão terminou.')).toBeVisible();
  await expect(page).toHaveURL(`${baseUrl()}/entrar?voltar=${encodeURIComponent(`/ativos/${asset.id}/editar`)}`);
  await screens('entrar-sessao-terminada');

  await typeCredentials(page, 'manager');
  await expect(page).toHaveURL(`${baseUrl()}/ativos/${asset.id}/editar`);
  await expect(page.getByText('Há um rascunho seu aqui')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Nome' })).toHaveValue('Armário de aço com chave');
  await expect(page.getByLabel('Observações')).toHaveValue('A chave está na gaveta.');
  await screens('ativo-editar-rascunho');
  await page.getByRole('button', { name: 'Salvar', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Armário de aço com chave' })).toBeVisible();
});

test('what somebody typed is not shown to the next person at the same browser', async ({ page, signIn, allowErrors }) => {
  allowErrors(/ERR_FAILED/);
  await signIn('manager', '/ativos/novo');
  await page.getByRole('textbox', { name: 'Nome' }).fill('Só para os olhos do gestor');
  await expect(page.getByText('Ao vivo')).toBeVisible(); // or its connection would be refused when the session is over
  await page.context().request.post('/api/v1/auth/logout'); // which ends the session here too, without a click
  await expect(page.getByText('Sua sessão terminou.')).toBeVisible();
  await typeCredentials(page, 'administrator');
  await expect(page.getByRole('heading', { level: 1, name: 'Novo ativo' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Nome' })).toHaveValue('');
});

test('a session ended elsewhere ends here too, without a click', async ({ page, signIn }) => {
  await signIn('reader', '/ativos?sort=-name');
  await expect(page.getByText('Ao vivo')).toBeVisible();
  await page.context().request.post('/api/v1/auth/logout');
  await expect(page.getByText('Sua sessão terminou.')).toBeVisible();
  await expect(page).toHaveURL(/voltar=%2Fativos%3Fsort%3D-name/);
});

test('twenty refreshes at once from two tabs, and both stay signed in', async ({ page, signIn, context, allowErrors }) => {
  allowErrors(/status of 409/);
  await signIn('reader', '/ler');
  const second = await context.newPage();
  await second.goto('/ativos?sort=name');
  await expect(second.locator('tr[data-row]').first()).toBeVisible();
  const start = Date.now() + 1_000; // both tabs at one instant, before any answer can have changed the cookie
  const burst = (tab: typeof page) =>
    tab.evaluate(async (at) => {
      await new Promise((begin) => setTimeout(begin, at - Date.now()));
      return Promise.all(Array.from({ length: 10 }, async () => (await fetch('/api/v1/auth/refresh', { method: 'POST' })).status));
    }, start);
  const statuses = (await Promise.all([burst(page), burst(second)])).flat();
  expect(statuses).toHaveLength(20);
  expect(new Set(statuses.filter((status) => status !== 200))).toEqual(new Set(statuses.includes(409) ? [409] : []));
  expect(statuses).toContain(200);
  await Promise.all([page.reload(), second.reload()]);
  await expect(page.getByRole('heading', { name: 'Ler código' })).toBeVisible();
  await expect(second.locator('tr[data-row]').first()).toBeVisible();
  await page.getByRole('link', { name: 'Ativos', exact: true }).click();
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
});

test('a page that is loaded anew before its cookie has come is still signed in', async ({ page, signIn, allowErrors }) => {
  allowErrors(/ERR_ABORTED/);
  await signIn('reader', '/ler');
  await expect(page.getByRole('heading', { name: 'Ler código' })).toBeVisible();
  for (let round = 0; round < 6; round += 1) {
    const asked = page.waitForRequest(REFRESH);
    await page.goto('/ler', { waitUntil: 'commit' });
    await asked; // the exchange is on its way, and its answer will find nobody
  }
  await page.goto('/ativos');
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
});

test('a server that cannot be reached ends no session', async ({ page, signIn, allowErrors }) => {
  allowErrors(/ERR_FAILED|ERR_CONNECTION/);
  await signIn('reader', '/ler');
  await expect(page.getByRole('heading', { name: 'Ler código' })).toBeVisible();
  await page.route('**/api/v1/ativos?**', (route) => route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer nothing' } }));
  await page.route(REFRESH, (route) => route.abort());
  await page.getByRole('link', { name: 'Ativos', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'A lista não carregou' })).toBeVisible();
  await page.unroute(REFRESH);
  await page.unroute('**/api/v1/ativos?**');
  await page.getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
});
