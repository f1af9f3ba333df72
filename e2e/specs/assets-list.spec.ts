import { fail, hold } from '../support/states';
import { expect, test } from '../support/test';

test('the list: filled, previewed, selected', async ({ page, signIn, screens }) => {
  await signIn('administrator', '/ativos');
  const rows = page.locator('tr[data-row]');
  await expect(rows).toHaveCount(50);
  await screens('ativos-lista');
  await rows.nth(0).locator('td').nth(5).click();
  const drawer = page.getByRole('complementary', { name: /^Prévia de / });
  await expect(drawer).toBeVisible();
  await expect(page).toHaveURL(/preview=\d+/);
  await rows.nth(1).getByRole('checkbox').click();
  await rows.nth(2).getByRole('checkbox').click();
  const bar = page.getByRole('region', { name: 'Seleção' });
  await expect(bar).toContainText('2 selecionados');
  await screens('ativos-lista-previa');
  await bar.getByRole('button', { name: /Selecionar todos os/ }).click();
  await expect(bar).toContainText(/\d\.\d{3} selecionados/);
});

test('text, filters, order and page are in the address and survive a reload', async ({ page, signIn, screens }) => {
  await signIn('manager', '/ativos');
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Acrescentar filtro' }).click();
  await page.getByRole('menuitem', { name: 'Situação' }).click();
  await page.getByRole('checkbox', { name: 'Em uso' }).click();
  await expect(page).toHaveURL(/status=in_use/);
  await screens('ativos-filtro');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Nome', exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await page.getByRole('button', { name: 'Próxima página' }).click();
  await expect(page).toHaveURL(/page=2/);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Nome' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('status').filter({ hasText: /^2 \// })).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/page=2/);
});

test('the keyboard alone: search, move, preview, select, open', async ({ page, signIn }) => {
  await signIn('administrator', '/ativos');
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.locator('tr[data-row]').nth(1)).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /^Prévia de / })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/ativos\/\d+$/);
});

test('nothing matches, and nothing arrives', async ({ page, signIn, screens, allowErrors }) => {
  await signIn('administrator', '/ativos?q=xyzxyzxyz');
  await expect(page.getByRole('heading', { name: 'Nada com estes filtros' })).toBeVisible();
  await screens('ativos-lista-nada');
  allowErrors(/status of 500/);
  const mend = await fail(page, '**/api/v1/ativos?**', 500);
  await page.goto('/ativos');
  await expect(page.getByRole('heading', { name: 'A lista não carregou' })).toBeVisible();
  await screens('ativos-lista-falha');
  const asked = page.waitForRequest('**/api/v1/ativos?**');
  await page.getByRole('button', { name: 'Tentar de novo' }).click();
  await asked;
  await mend();
  await expect(async () => {
    // what others change meanwhile may have loaded the list before
    const again = page.getByRole('button', { name: 'Tentar de novo' });
    if (await again.isVisible()) await again.click({ timeout: 3_000 });
    await expect(page.locator('tr[data-row]').first()).toBeVisible({ timeout: 10_000 });
  }).toPass();
});

test('loading has the measures of what comes, and nothing jumps', async ({ page, signIn, screens }) => {
  await signIn('administrator', '/ler');
  await expect(page.getByRole('heading', { name: 'Ler código' })).toBeVisible();
  await screens('ler-codigo');
  const release = await hold(page, '**/api/v1/ativos?**');
  await page.evaluate(() => {
    const shifts: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift' });
    Object.assign(window, { shifts, observer });
  });
  await page.getByRole('link', { name: 'Ativos' }).click();
  await expect(page.locator('table')).toHaveAttribute('aria-busy', 'true');
  const before = await page.locator('tbody tr').first().boundingBox();
  await screens('ativos-lista-carregando');
  const settled = await page.evaluate(drawn); // the pictures changed the size of the window
  await release();
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
  const after = await page.locator('tbody tr').first().boundingBox();
  expect(after?.y).toBe(before?.y);
  expect(after?.height).toBe(before?.height);
  await page.evaluate(drawn);
  expect(await page.evaluate(shiftedSince, settled)).toBeLessThan(0.01);
});

/** The time at which everything that was due has been drawn: a change of size goes through several frames. */
function drawn(): Promise<number> {
  return new Promise((done) => {
    const after = (frames: number) => (frames === 0 ? done(performance.now()) : requestAnimationFrame(() => after(frames - 1)));
    after(6);
  });
}

/** The sum of the layout shifts since a time, whenever the browser tells of them. */
function shiftedSince(time: number): number {
  const { shifts, observer } = window as unknown as { shifts: (PerformanceEntry & { value: number })[]; observer: PerformanceObserver };
  shifts.push(...(observer.takeRecords() as typeof shifts));
  return shifts.filter((shift) => shift.startTime > time).reduce((sum, { value }) => sum + value, 0);
}
