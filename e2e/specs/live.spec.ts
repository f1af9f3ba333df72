import { unique } from '../support/api';
import { rowOf } from '../support/assets';
import { openWire } from '../support/proxy';
import { expect, test } from '../support/test';

test('what one person changes appears in the list of another, without reloading', async ({ page, signIn, another, api }) => {
  const tag = `VIVO-${unique()}`;
  const asset = await (await api('manager')).asset({ name: 'Mesa antes da mudança', tag });
  await signIn('reader', `/ativos?q=${tag}`);
  await expect(page.getByText('Ao vivo')).toBeVisible();
  await expect(rowOf(page, tag)).toContainText('Mesa antes da mudança');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  const other = await another('manager', `/ativos/${asset.id}/editar`);
  await other.getByRole('textbox', { name: 'Nome' }).fill('Mesa depois da mudança');
  await other.getByRole('button', { name: 'Salvar', exact: true }).click();
  await expect(rowOf(page, tag)).toContainText('Mesa depois da mudança');

  await other.goto('/ativos/novo');
  await other.getByRole('textbox', { name: 'Nome' }).fill('Cadeira nova ao lado');
  await other.getByLabel('Plaqueta').fill(`${tag}-B`);
  await other.getByRole('button', { name: 'Salvar', exact: true }).click();
  await expect(rowOf(page, `${tag}-B`)).toContainText('Cadeira nova ao lado');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('a lost connection shows, comes back by itself, and catches up', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/net::ERR_|WebSocket/);
  const wire = await openWire();
  const client = await api('manager');
  const tag = `FIO-${unique()}`;
  const asset = await client.asset({ name: 'Antes do corte', tag });
  await signIn('reader', `${wire.url}/ativos?q=${tag}`);
  await expect(page.getByText('Ao vivo')).toBeVisible();
  await expect(rowOf(page, tag)).toContainText('Antes do corte');

  wire.cut();
  await expect(page.getByText('Reconectando').or(page.getByText('Sem rede'))).toBeVisible();
  await client.change(`/ativos/${asset.id}`, { name: 'Durante o corte' });
  await expect(page.getByText('Sem rede')).toBeVisible();
  await expect(rowOf(page, tag)).toContainText('Antes do corte');
  await screens('sem-rede');

  wire.mend();
  await expect(page.getByText('Ao vivo')).toBeVisible();
  await expect(rowOf(page, tag)).toContainText('Durante o corte');
  await wire.close();
});
