import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { unique, type Api } from '../support/api';
import { codesOn } from '../support/codes';
import { letterTo, sendsMail } from '../support/mails';
import { takePictures } from '../support/pictures';
import { baseUrl } from '../support/server';
import { expect, test } from '../support/test';

interface Named {
  id: number;
  name: string;
}

/** A transfer that a new responsible person has received, and so a term to sign. */
async function handedOver(client: Api, run: string, email: string | null = null) {
  const make = async (path: string, body: object) => (await client.send<Named>('POST', path, body)).body;
  const unit = await make('/localizacoes', { name: `Secretaria ${run}`, type: 'unit' });
  const room = await make('/localizacoes', { name: 'Sala 1', type: 'room', parent_id: unit.id });
  const signer = await make('/pessoas', { name: `Otávia Serrano ${run}`, location_id: unit.id, email });
  const assets = await Promise.all([1, 2, 3].map((n) => client.asset({ name: `Notebook ${n} ${run}`, tag: `TM-${n}-${run}`, location_id: unit.id })));
  const made = (await client.send<{ id: number; number: string }>('POST', '/movimentacoes', { asset_ids: assets.map((asset) => asset.id), to_location_id: room.id, to_responsible_id: signer.id, reason: 'Novo posto', submit: true })).body;
  await client.send('POST', `/movimentacoes/${made.id}/saida`);
  await client.send('POST', `/movimentacoes/${made.id}/recebimento`, { received: assets.map((asset) => ({ asset_id: asset.id, condition: 'good' })), missing: [] });
  return { transfer: made, signer, assets };
}

/** One of the actions of the page, be it a button or in the menu. */
async function choose(page: Page, action: string) {
  await page.getByRole('button', { name: 'Mais ações' }).or(page.getByRole('button', { name: action, exact: true })).first().click();
  const item = page.getByRole('menuitem', { name: action });
  if (await item.isVisible()) await item.click();
}

async function draw(page: Page, pad: Locator) {
  const box = (await pad.boundingBox())!;
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.1, 0.6));
  await page.mouse.down();
  for (const [x, y] of [[0.3, 0.2], [0.4, 0.7], [0.6, 0.25], [0.85, 0.65]] as const) await page.mouse.move(...at(x, y), { steps: 4 });
  await page.mouse.up();
}

test('a term is signed on a phone, its PDF verified by whoever holds the paper', async ({ page, signIn, another, api, screens, allowErrors }, info) => {
  allowErrors(/status of 404/, /status of 410/);
  const { transfer, signer } = await handedOver(await api('administrator'), unique());
  await signIn('manager', `/transferencias/${transfer.id}`);
  const number = (await page.getByRole('link', { name: /^TM-\d{4}-\d{6}$/ }).textContent())!;
  const phone = await another('administrator', '/termos');
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.getByText(number).first().click();
  await expect(phone.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await expect(phone.getByText(`Eu, ${signer.name}`)).toBeVisible();
  await phone.getByRole('button', { name: 'Colher assinatura' }).click();
  const dialog = phone.getByRole('dialog', { name: `Assinar ${number}` });
  await dialog.getByRole('button', { name: 'Assinar', exact: true }).click();
  await expect(dialog.getByText('Desenhe a assinatura no quadro.')).toBeVisible();
  await draw(phone, dialog.getByTestId('signature'));
  await dialog.getByRole('button', { name: 'Assinar', exact: true }).click();
  await expect(phone.getByText(`Assinado por ${signer.name}`)).toBeVisible();

  await expect(page.getByText('Assinado', { exact: true }).first()).toBeVisible(); // without reloading
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByText(`Assinado por ${signer.name}`)).toBeVisible();
  await screens('termo-assinado');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF assinado' }).click();
  const file = info.outputPath('termo.pdf');
  await (await saving).saveAs(file);
  expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
  const [address] = codesOn(file).flat();
  expect(address).toMatch(/\/verificar\/[0-9a-z]{26}$/);

  await page.context().clearCookies();
  await page.goto(new URL(address!).pathname);
  await expect(page.getByText(number)).toBeVisible();
  await expect(page.getByText(signer.name)).toHaveCount(0);
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('É o PDF assinado que guardamos')).toBeVisible();
  await screens('termo-verificado');
  await page.locator('input[type=file]').setInputFiles({ name: 'outro.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 outro') });
  await expect(page.getByText('Não é o arquivo que guardamos')).toBeVisible();
  await page.goto('/verificar/nenhumtermotemestecodigo2');
  await expect(page.getByText('Documento não encontrado')).toBeVisible();
  await page.goto('/assinar#naovale-naovale-naovale-naovale');
  await expect(page.getByText('Este link não vale mais')).toBeVisible();
});

test('a term is sent by link and signed on a phone by somebody without an account, with the code of the mail', async ({ page, signIn, browser, api, watched, allowErrors }) => {
  test.skip(!sendsMail(), 'only the deployment sends mail here');
  allowErrors(/status of 410/, /status of 422/);
  const run = unique();
  const address = `otavia.${run.toLowerCase()}@example.org`;
  const { transfer, signer } = await handedOver(await api('administrator'), run, address);
  await signIn('manager', `/transferencias/${transfer.id}`);
  await page.getByRole('link', { name: /^TM-\d{4}-\d{6}$/ }).click();
  await expect(page.getByText(`Eu, ${signer.name}`)).toBeVisible();
  await choose(page, 'Enviar link');
  const sending = page.getByRole('dialog', { name: /^Enviar TM-.* por e-mail$/ });
  await sending.getByRole('button', { name: 'Enviar link' }).click();
  await expect(sending).toHaveCount(0);
  const link = /https:\S+\/assinar#\S+/.exec((await letterTo(address, /\/assinar#/)).text)![0];

  const elsewhere = await browser.newContext({ baseURL: baseUrl(), locale: 'pt-BR', ignoreHTTPSErrors: true, viewport: { width: 390, height: 844 } });
  watched(elsewhere);
  const phone = await elsewhere.newPage();
  await phone.goto(link);
  await expect(phone.getByText(`Eu, ${signer.name}`)).toBeVisible();
  expect(new URL(phone.url()).hash, 'it stays in no history').toBe('');
  await phone.getByRole('button', { name: 'Receber código' }).click();
  await phone.getByRole('button', { name: 'Assinar', exact: true }).click();
  await expect(phone.getByText('Digite os seis números.')).toBeVisible();
  const code = /\b(\d{6})\./.exec((await letterTo(address, /\b\d{6}\./)).text)![1]!;
  await phone.getByLabel('Código do e-mail').fill(code === '000000' ? '000001' : '000000');
  await phone.getByTestId('signature').scrollIntoViewIfNeeded();
  await draw(phone, phone.getByTestId('signature'));
  await phone.getByRole('button', { name: 'Assinar', exact: true }).click();
  await expect(phone.getByText('Código incorreto')).toBeVisible();
  await phone.getByLabel('Código do e-mail').fill(code);
  await phone.getByRole('button', { name: 'Assinar', exact: true }).click();
  await expect(phone.getByText('Termo assinado')).toBeVisible();
  await takePictures(phone, 'termo-por-link');
  await expect(page.getByText(`Assinado por ${signer.name}`)).toBeVisible(); // without reloading
  await expect(page.getByText('Por link e código')).toBeVisible();
  await expect(page.getByText(address)).toBeVisible();
  await phone.goto('about:blank');
  await phone.goto(link);
  await expect(phone.getByText('Este link não vale mais')).toBeVisible();
  await elsewhere.close();
});

test('a refusal gives custody back; lists and templates', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 422/);
  const { transfer, signer, assets } = await handedOver(await api('administrator'), unique());
  await signIn('manager', `/transferencias/${transfer.id}`);
  await page.getByRole('link', { name: /^TM-\d{4}-\d{6}$/ }).click();
  await expect(page.getByText(`Eu, ${signer.name}`)).toBeVisible();
  await screens('termo');
  await page.getByRole('button', { name: 'Colher assinatura' }).click();
  await draw(page, page.getByTestId('signature'));
  await screens('termo-assinar');
  await page.keyboard.press('Escape');
  await choose(page, 'Recusar');
  const dialog = page.getByRole('dialog', { name: /^Recusar TM-/ });
  await dialog.getByLabel('Observação').fill('Faltou o carregador');
  await dialog.getByRole('button', { name: 'Recusar', exact: true }).click();
  await expect(page.getByText(`Recusado por ${signer.name}`)).toBeVisible();
  await page.goto(`/ativos/${assets[0]!.id}`);
  await expect(page.getByText('Sem responsável').first()).toBeVisible(); // the timeline still tells who had it for a moment
  await page.goto('/termos');
  await expect(page.getByText('Recusado').first()).toBeVisible();
  await screens('termos');

  await page.goto('/modelos-de-termo');
  await expect(page.getByRole('region', { name: 'Termo de devolução' })).toBeVisible();
  const template = page.getByRole('region', { name: 'Termo de responsabilidade' });
  await template.getByLabel('Texto').fill('Eu, {{nome}}, recebi.');
  await template.getByRole('button', { name: 'Publicar nova versão' }).click();
  await expect(page.getByText('Há um marcador que não existe; use só os da lista.')).toBeVisible();
  await screens('modelos-de-termo');
});
