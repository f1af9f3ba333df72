import { pick } from '../support/assets';
import { expect, test } from '../support/test';
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

const cell = (page: Page, position: number) => page.getByTestId('sheet-preview').locator(`[data-position="${position}"]`);

async function savedPdf(page: Page): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Baixar' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^etiquetas-.*\.pdf$/);
  return readFileSync(await file.path());
}

const pages = (pdf: Buffer) => Number(/\/Type\/Pages\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1] ?? 0);

test('labels of a selection, from the fourteenth label of a used sheet on', async ({ page, signIn, screens }) => {
  await signIn('technician', '/ativos');
  const rows = page.locator('tr[data-row]');
  for (const index of [0, 1, 2]) await rows.nth(index).getByRole('checkbox').click();
  await page.getByRole('region', { name: 'Seleção' }).getByRole('button', { name: 'Etiquetas' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('3 etiquetas · 1 folha')).toBeVisible();
  await cell(page, 14).click();
  await expect(dialog.getByLabel('Começar na etiqueta nº')).toHaveValue('14');
  await expect(cell(page, 13)).toHaveAttribute('data-use', 'used');
  await expect(cell(page, 16)).toHaveAttribute('data-use', 'printed');
  await screens('etiquetas-dialogo');
  await dialog.getByRole('button', { name: 'Gerar PDF de 3 etiquetas' }).click();
  await expect(page.getByRole('link', { name: 'Abrir PDF' })).toBeFocused();
  await screens('etiquetas-pdf-pronto');
  const pdf = await savedPdf(page);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pages(pdf)).toBe(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Seleção' })).toContainText('3 selecionados');
});

test('the page of labels: by place, another sheet, remembered', async ({ page, signIn, screens }) => {
  await signIn('administrator', '/ativos');
  await page.getByRole('link', { name: 'Etiquetas', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Etiquetas', level: 1 })).toBeVisible();
  await expect(page.getByTestId('sheet-preview')).toBeVisible();
  await screens('etiquetas');
  await pick(page, 'Folha de etiquetas', 'Pimaco 6180');
  await expect(page.getByTestId('sheet-preview')).toHaveAttribute('viewBox', /^0 0 215\.9 279\.4$/);
  await pick(page, 'Localização e tudo abaixo', 'Sede Administrativa');
  await expect(page).toHaveURL(/location_id=\d+/);
  await expect(page.getByRole('button', { name: /Gerar PDF de \d/ })).toBeEnabled();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Folha de etiquetas' })).toHaveValue(/6180/);
  await page.getByRole('button', { name: 'Página de teste' }).click();
  await expect(page.getByText(/Página de teste pronta/)).toBeVisible();
  expect(pages(await savedPdf(page))).toBe(1);
});

test('the label of one asset, and a sheet whose labels are too small says so', async ({ page, signIn, screens, allowErrors }) => {
  allowErrors(/status of 422/);
  await signIn('administrator', '/ativos');
  await page.locator('tr[data-row] a').first().click();
  await page.getByRole('button', { name: 'Imprimir etiqueta' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('1 etiqueta · 1 folha')).toBeVisible();
  await screens('etiquetas-um-ativo');
  await page.route('**/api/v1/ativos/etiquetas', (route) =>
    route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ code: 'labels.too_small', status: 422, title: 'Etiqueta pequena demais', detail: 'O código QR não cabe legível nesta etiqueta; escolha uma folha maior.' }) }),
  );
  await dialog.getByRole('button', { name: 'Gerar PDF de 1 etiqueta' }).click();
  await expect(dialog.getByRole('alert')).toContainText('escolha uma folha maior');
});
