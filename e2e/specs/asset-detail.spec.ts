import { expect, test } from '../support/test';

test('an asset: data, movements, history', async ({ page, signIn, screens }) => {
  await signIn('administrator', '/ativos');
  const name = page.locator('tr[data-row] a').first();
  const text = await name.textContent();
  await name.click();
  await expect(page.getByRole('heading', { level: 1, name: text ?? '' })).toBeVisible();
  await expect(page.getByRole('img', { name: /Código QR do ativo/ })).toBeVisible();
  await expect(page).toHaveTitle(/ · Levitiis$/);
  await screens('ativo-dados');
  await page.getByRole('tab', { name: /Movimentações/ }).click();
  await expect(page).toHaveURL(/aba=movimentacoes/);
  await expect(page.getByText('Entrada').first()).toBeVisible();
  await screens('ativo-movimentacoes');
  await page.getByRole('tab', { name: /Histórico/ }).click();
  await expect(page.getByRole('tabpanel').getByRole('listitem').first()).toBeVisible();
  await screens('ativo-historico');
});

test('the command palette finds by name, and an exact tag opens its asset', async ({ page, signIn, screens }) => {
  await signIn('reader', '/ativos');
  const tag = (await page.locator('tr[data-row] td').nth(0).or(page.locator('tr[data-row] td').nth(1)).locator('[title]').first().textContent()) ?? '';
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Buscar e comandar' });
  await box.fill('not');
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  await screens('busca');
  await box.fill(tag.trim());
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/ativos\/\d+$/);
});

test('an asset that does not exist and one that is no number', async ({ page, signIn, screens, allowErrors }) => {
  allowErrors(/status of 404/);
  await signIn('administrator', '/ativos/999999999');
  await expect(page.getByRole('heading', { level: 1, name: 'Não encontrado' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ir para os ativos' })).toBeVisible();
  await screens('ativo-inexistente');
  await page.goto('/ativos/abc');
  await expect(page.getByRole('heading', { name: 'Página não encontrada' })).toBeVisible();
});

test('a printed code leads to its asset, an unknown one says so', async ({ page, signIn, allowErrors }) => {
  allowErrors(/status of 404/);
  await signIn('technician', '/ativos');
  const tag = (await page.locator('tr[data-row] [title]').first().textContent()) ?? '';
  await page.goto(`/q/${encodeURIComponent(tag.trim())}`);
  await expect(page).toHaveURL(/\/ativos\/\d+$/);
  await page.goto('/q/naoexiste0');
  await expect(page.getByRole('heading', { name: 'Código desconhecido' })).toBeVisible();
});
