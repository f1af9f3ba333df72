import { expect, test, typeCredentials } from '../support/test';

test('without a session every address leads to the sign-in page and back', async ({ page, screens }) => {
  await page.goto('/ativos?sort=-name');
  await expect(page.getByRole('heading', { name: 'Entrar' })).toBeVisible();
  await screens('entrar');
  await typeCredentials(page, 'administrator');
  await expect(page).toHaveURL(/\/ativos\?sort=-name$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Ativos' })).toBeVisible();
});

test('a wrong password says so and keeps the name', async ({ page, screens }) => {
  await page.goto('/entrar');
  await page.getByLabel('Usuário ou e-mail').fill('ninguem');
  await page.getByLabel('Senha', { exact: true }).fill('errada-errada');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Usuário ou e-mail')).toHaveValue('ninguem');
  await screens('entrar-recusado');
});

test('the session survives a reload, ends with signing out, and the token is in no storage', async ({ page, signIn }) => {
  await signIn('reader', '/ativos');
  await expect(page.getByRole('heading', { level: 1, name: 'Ativos' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Ativos' })).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(stored).not.toMatch(/eyJ|access_token|bearer/i);
  await page.getByRole('button', { name: /Leitor|Consulta/i }).click();
  await page.getByRole('menuitem', { name: 'Sair' }).click();
  await expect(page.getByRole('heading', { name: 'Entrar' })).toBeVisible();
  await page.goto('/ativos');
  await expect(page.getByRole('heading', { name: 'Entrar' })).toBeVisible();
});

test('language and theme are kept', async ({ page, signIn }) => {
  await signIn('administrator', '/ativos');
  await page.getByRole('button', { name: 'Tema' }).click();
  await page.getByRole('menuitemradio', { name: 'Escuro' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('button', { name: /Administrador/ }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Assets' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Assets' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('an unknown address says so inside the shell', async ({ page, signIn, screens }) => {
  await signIn('administrator', '/nao-existe');
  await expect(page.getByRole('heading', { name: 'Página não encontrada' })).toBeVisible();
  await screens('nao-encontrada');
});
