import { unique } from '../support/api';
import { expect, test } from '../support/test';

test('recorded on a phone from the page of an asset, and resolved', async ({ page, signIn, api, screens }) => {
  const administrator = await api('administrator');
  const run = unique();
  const asset = await administrator.asset({ name: `Tablet ${run}`, tag: `OC-${run}` });
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('administrator', `/ativos/${asset.id}`);
  await page.getByRole('button', { name: 'Mais ações' }).click();
  await page.getByRole('menuitem', { name: 'Registrar ocorrência' }).click();
  const recording = page.getByRole('dialog', { name: `Registrar ocorrência de OC-${run}` });
  await recording.getByRole('button', { name: 'Registrar ocorrência' }).click();
  await expect(recording.getByText('Conte o que aconteceu.')).toBeVisible();
  await recording.getByLabel('O que aconteceu').fill('Tela trincada no transporte');
  await recording.getByRole('button', { name: 'Registrar ocorrência' }).click();
  await expect(page).toHaveURL(/\/ocorrencias\/\d+$/);
  await expect(page.getByText('Tela trincada no transporte').first()).toBeVisible();
  await screens('ocorrencia');
  await page.getByRole('button', { name: 'Resolver' }).click();
  const resolving = page.getByRole('dialog', { name: /^Resolver a ocorrência/ });
  await resolving.getByLabel('O que foi feito').fill('Tela trocada');
  await resolving.getByRole('button', { name: 'Resolver' }).click();
  await expect(page.getByText('Resolvida', { exact: true }).first()).toBeVisible();
  await page.goto(`/ocorrencias?asset_id=${asset.id}`);
  await expect(page.getByText('Tela trocada')).toHaveCount(0);
  await expect(page.getByText('Tela trincada no transporte').first()).toBeVisible();
  await screens('ocorrencias');
});
