import type { Page } from '@playwright/test';
import { unique } from '../support/api';
import { pdf, png } from '../support/files';
import { expect, test } from '../support/test';

const files = (page: Page) => page.getByLabel('Enviar arquivos', { exact: true }).and(page.locator('input'));
const card = (page: Page, name: string) => page.getByRole('list', { name: 'Arquivos anexados' }).getByRole('listitem').filter({ hasText: name });

test('photos and documents of an asset: sent, looked at, described, the main picture chosen, deleted', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 415/);
  const asset = await (await api('administrator')).asset({ name: 'Projetor multimídia', tag: `ANX-${unique()}` });
  await signIn('administrator', `/ativos/${asset.id}?aba=anexos`);
  await expect(page.getByText('Nenhum anexo ainda')).toBeVisible();
  await screens('anexos-vazio');

  await files(page).setInputFiles([
    png('IMG_0001.png', 1200, 900, [38, 92, 120]),
    png('IMG_0002.png', 900, 1200, [150, 90, 60]),
    pdf('nota fiscal.pdf', 'Nota fiscal 123', 'Verso'),
    { name: 'planta.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
  ]);
  await expect(card(page, 'IMG_0001.png')).toContainText('Principal');
  await expect(card(page, 'nota fiscal.pdf')).toContainText('2 páginas');
  await expect(page.getByRole('alert').filter({ hasText: 'Tipo de arquivo não aceito' })).toBeVisible();
  await expect(page.getByRole('tab', { name: /Anexos 3/ })).toBeVisible();
  await expect(page.locator('header').getByRole('img').first()).toBeVisible();
  await screens('anexos');
  await page.getByRole('button', { name: 'Cancelar o envio de planta.svg' }).click();
  await expect(page.getByRole('list', { name: 'Envios em andamento' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Abrir nota fiscal.pdf' }).click();
  await expect(page.getByRole('img', { name: 'Página 1 de nota fiscal.pdf' })).toBeVisible();
  await page.getByRole('button', { name: 'Próxima' }).click();
  await expect(page.getByRole('img', { name: 'Página 2 de nota fiscal.pdf' })).toBeVisible();
  await screens('anexo-aberto');
  const saving = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Baixar' }).click();
  expect((await saving).suggestedFilename()).toBe('nota fiscal.pdf');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Ações de IMG_0002.png' }).click();
  await page.getByRole('menuitem', { name: 'Renomear e descrever' }).click();
  await page.getByLabel('Nome do arquivo').fill('frente');
  await page.getByLabel('Legenda').fill('Vista de frente, com o cabo');
  await screens('anexo-descrever');
  await page.getByRole('button', { name: 'Salvar' }).click();
  await expect(card(page, 'frente.png')).toContainText('Vista de frente, com o cabo');
  await page.getByRole('button', { name: 'Ações de frente.png' }).click();
  await page.getByRole('menuitem', { name: 'Tornar principal' }).click();
  await expect(card(page, 'frente.png')).toContainText('Principal');

  await page.getByRole('button', { name: 'Ações de IMG_0001.png' }).click();
  await page.getByRole('menuitem', { name: 'Excluir' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Excluir anexo' }).click();
  await expect(card(page, 'IMG_0001.png')).toHaveCount(0);
  await page.getByRole('tab', { name: /Histórico/ }).click();
  await expect(page.getByRole('tabpanel')).toContainText('excluiu um anexo');
  await expect(page.getByRole('tabpanel')).toContainText('IMG_0001.png');
});

test('a large photo goes in parts, and goes on where the network stopped it', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/, /ERR_CONNECTION_RESET/, /status of 404/);
  const asset = await (await api('administrator')).asset({ name: 'Câmera de vídeo', tag: `ANX-${unique()}` });
  await signIn('administrator', `/ativos/${asset.id}?aba=anexos`);
  const offsets: string[] = [];
  let network = true;
  await page.route('**/anexos/envios/*?offset=*', (route) => {
    offsets.push(new URL(route.request().url()).searchParams.get('offset') ?? '');
    if (network && offsets.length === 1) return route.continue();
    return network ? route.continue() : route.abort('connectionreset');
  });
  page.on('requestfinished', (request) => {
    if (request.url().endsWith('offset=0')) network = false; // it stops after the first part
  });
  await files(page).setInputFiles(png('panorama.png', 1700, 1700, 'noise'));
  await expect(page.getByRole('button', { name: 'Continuar envio' })).toBeVisible();
  await screens('anexos-sem-rede');
  network = true;
  const before = offsets.length;
  await page.getByRole('button', { name: 'Continuar envio' }).click();
  await expect(card(page, 'panorama.png')).toBeVisible();
  expect(offsets.slice(before)).not.toContain('0');
  expect(offsets.filter((offset) => offset === '0')).toHaveLength(1);
});

test('a reader sees and downloads, and is offered nothing else; another browser sees what is added', async ({ page, signIn, another, api }) => {
  const asset = await (await api('administrator')).asset({ name: 'Scanner de mesa', tag: `ANX-${unique()}` });
  await signIn('administrator', `/ativos/${asset.id}?aba=anexos`);
  const reader = await another('reader', `/ativos/${asset.id}?aba=anexos`);
  await expect(reader.getByText('Nenhum anexo ainda')).toBeVisible();
  await expect(reader.getByRole('button', { name: 'Enviar arquivos' })).toHaveCount(0);
  await files(page).setInputFiles(pdf('manual.pdf', 'Manual do scanner'));
  await expect(card(reader, 'manual.pdf')).toBeVisible();
  await reader.getByRole('button', { name: 'Ações de manual.pdf' }).click();
  await expect(reader.getByRole('menuitem')).toHaveText(['Baixar']);
});
