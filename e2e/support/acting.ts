import { expect, type Page } from '@playwright/test';

/** A button or link of the head, or the same in its menu where there is no room: of the page that is coming, not of the one that leaves. */
export async function act(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).or(page.getByRole('main').getByRole('link', { name, exact: true })); // the navigation has links of such names
  const item = page.getByRole('menuitem', { name, exact: true });
  await expect(async () => {
    if (await button.isVisible()) return button.click({ timeout: 3_000 });
    if (!(await item.isVisible())) await page.getByRole('button', { name: 'Mais ações' }).click({ timeout: 3_000 });
    await item.click({ timeout: 3_000 });
  }).toPass();
}
