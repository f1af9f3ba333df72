import { expect, type Locator, type Page } from '@playwright/test';

/** The row of an asset in a list, by its tag. */
export const rowOf = (page: Page, tag: string): Locator => page.locator('tr[data-row]').filter({ hasText: tag });

/** The list says how many match, and is not fetching any more. */
export async function expectCount(page: Page, count: number): Promise<void> {
  const words = `${count.toLocaleString('pt-BR')} ${count === 1 ? 'ativo' : 'ativos'}`;
  await expect(page.getByText(words, { exact: true })).toBeVisible();
  await expect(page.locator('table')).toHaveAttribute('aria-busy', 'false');
}

/** Open the editor of a filter that is not set yet. */
export async function addFilter(page: Page, name: string): Promise<Locator> {
  const item = page.getByRole('menuitem', { name, exact: true });
  await expect(async () => {
    // the name of what was chosen before may arrive now and move the button away from under the pointer
    if (!(await item.isVisible())) await page.getByRole('button', { name: 'Acrescentar filtro' }).click();
    await item.click({ timeout: 3_000 });
  }).toPass();
  const editor = page.getByRole('dialog', { name, exact: true });
  await expect(editor).toBeVisible();
  return editor;
}

/** Type into a picker and take the option that begins with this name. */
export async function pick(within: Locator | Page, label: string, name: string): Promise<void> {
  const page = 'page' in within ? within.page() : within;
  const box = within.getByRole('combobox', { name: label, exact: true });
  await box.click();
  await box.fill(name);
  await page.getByRole('option', { name: new RegExp(`^${escape(name)}`) }).first().click();
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
