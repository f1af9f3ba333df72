import type { Page } from '@playwright/test';
import { unique, type Api } from '../support/api';
import { pick, rowOf } from '../support/assets';
import { png } from '../support/files';
import { fail } from '../support/states';
import { expect, test } from '../support/test';

interface Place {
  id: number;
  name: string;
}

/** Two units with a room each, and two assets in the first. */
async function yard(client: Api, run: string) {
  const make = async (body: object) => (await client.send<Place>('POST', '/localizacoes', body)).body;
  const from = await make({ name: `Origem ${run}`, type: 'unit' });
  const to = await make({ name: `Destino ${run}`, type: 'unit' });
  const tags = [`TR-A-${run}`, `TR-B-${run}`];
  const assets = await Promise.all(tags.map((tag) => client.asset({ name: `Projetor ${run}`, tag, location_id: from.id })));
  return { from, to, tags, assets };
}

/** The number of the transfer whose page this is: the address changes before the page does. */
async function numberOf(page: Page): Promise<string> {
  const heading = page.getByRole('heading', { level: 1, name: /^TR-\d{4}-\d{6}$/ });
  await expect(heading).toBeVisible();
  return (await heading.textContent())!;
}

test('one asks, the other approves on a phone, it leaves and is received by typed codes', async ({ page, signIn, another, api, screens, allowErrors }) => {
  allowErrors(/status of 404/);
  const administrator = await api('administrator');
  const run = unique();
  const { from, to, tags } = await yard(administrator, run);
  await signIn('manager', `/ativos?location_id=${from.id}`);
  for (const tag of tags) await rowOf(page, tag).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Transferir', exact: true }).click();
  const asking = page.getByRole('dialog', { name: 'Transferir 2 bens' });
  await pick(asking, 'Destino', to.name);
  await asking.getByRole('button', { name: 'Pedir transferência' }).click();
  await expect(asking.getByText('Diga o motivo.')).toBeVisible();
  await asking.getByLabel('Motivo').fill('Mudança de prédio');
  await screens('transferencia-pedir');
  await asking.getByRole('button', { name: 'Pedir transferência' }).click();
  await expect(page).toHaveURL(/\/transferencias\/\d+$/);
  const number = await numberOf(page);
  await expect(page.getByText('Aguarda aprovação').first()).toBeVisible();
  await screens('transferencia-aguarda');
  await page.goto('/transferencias');
  const row = rowOf(page, number);
  await expect(row).toContainText('Aguarda aprovação');

  const phone = await another('administrator', '/aprovacoes?mine=true');
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.getByText(number).first().click();
  await expect(phone.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await phone.getByRole('button', { name: 'Aprovar', exact: true }).click();
  await phone.getByRole('dialog', { name: `Aprovar ${number}` }).getByRole('button', { name: 'Aprovar', exact: true }).click();
  await expect(phone.getByText(/^Aprovado por /)).toBeVisible();

  await expect(row).toContainText('Aprovada'); // the list, without reloading
  await row.getByRole('link', { name: number }).click();
  await expect(page.getByText('Aprovada', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Dar saída' }).click();
  await page.getByRole('dialog', { name: `Dar saída a ${number}` }).getByRole('button', { name: 'Dar saída' }).click();
  await expect(page.getByText('Em trânsito').first()).toBeVisible();
  await screens('transferencia-em-transito');

  await expect(phone.getByText('Em trânsito').first()).toBeVisible();
  await phone.getByRole('button', { name: 'Receber', exact: true }).click();
  const receipt = phone.getByRole('dialog', { name: `Receber ${number}` });
  await receipt.getByLabel('Plaqueta').fill('NADA');
  await receipt.getByLabel('Plaqueta').press('Enter');
  await expect(receipt.getByText('NADA não foi encontrado.')).toBeVisible();
  for (const tag of tags) {
    await receipt.getByLabel('Plaqueta').fill(tag.toLowerCase());
    await receipt.getByLabel('Plaqueta').press('Enter');
  }
  await receipt.getByLabel(`Estado de ${tags[0]}`).selectOption({ label: 'Bom' });
  await receipt.getByRole('button', { name: 'Receber', exact: true }).click();
  await expect(phone.getByText('Recebida', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Recebida', { exact: true }).first()).toBeVisible();
  await screens('transferencia-recebida');

  await page.goto(`/ativos?location_id=${to.id}`);
  await expect(rowOf(page, tags[0]!)).toBeVisible();
  await page.goto('/transferencias');
  await expect(page.getByText(number).first()).toBeVisible();
  await screens('transferencias');
  await page.setViewportSize({ width: 390, height: 844 });
  const whole = (await page.getByRole('link', { name: 'Nova transferência' }).boundingBox())!;
  expect(whole.x + whole.width, 'it stands whole on a phone').toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/aprovacoes');
  await expect(page.getByText(number).first()).toBeVisible();
  await screens('aprovacoes');
});

test('what is missing or extra is said, taken back or resolved with a reason', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 404/);
  const administrator = await api('administrator');
  const { from, tags, assets } = await yard(administrator, unique());
  const room = (await administrator.send<Place>('POST', '/localizacoes', { name: 'Sala', type: 'room', parent_id: from.id })).body;
  const made = (await administrator.send<{ id: number; number: string }>('POST', '/movimentacoes', { asset_ids: assets.map((asset) => asset.id), to_location_id: room.id, reason: 'Reforma', submit: true })).body;
  await administrator.send('POST', `/movimentacoes/${made.id}/saida`);
  await signIn('manager', `/transferencias/${made.id}`);
  await page.getByRole('button', { name: 'Receber', exact: true }).click();
  const receipt = page.getByRole('dialog', { name: `Receber ${made.number}` });
  await receipt.getByRole('button', { name: 'Receber', exact: true }).click();
  await expect(receipt.getByText('Marque o que chegou ou o que falta.')).toBeVisible();
  const extra = await administrator.asset({ name: 'Carrinho', tag: `TR-X-${tags[0]}`, location_id: from.id });
  await receipt.getByLabel('Plaqueta').fill(extra.tag);
  await receipt.getByLabel('Plaqueta').press('Enter');
  await expect(receipt.getByText('1 bem chegou sem estar no documento')).toBeVisible();
  await receipt.getByRole('radiogroup', { name: `O que aconteceu com ${tags[0]}` }).getByText('Chegou').click();
  await receipt.getByRole('radiogroup', { name: `O que aconteceu com ${tags[1]}` }).getByText('Falta').click();
  await receipt.getByRole('button', { name: `Fotos e anexos de ${tags[0]}: 0` }).click();
  const photos = page.getByRole('dialog', { name: `Fotos e anexos de ${tags[0]}` });
  await photos.getByLabel('Enviar arquivos', { exact: true }).and(page.locator('input')).setInputFiles(png('riscado.png', 600, 400, [150, 90, 60]));
  await expect(photos.getByRole('list', { name: 'Arquivos anexados' })).toContainText('riscado.png');
  await screens('transferencia-fotos-do-bem');
  await photos.getByRole('button', { name: 'Fechar' }).first().click();
  await expect(receipt.getByRole('button', { name: `Fotos e anexos de ${tags[0]}: 1` })).toBeVisible();
  await screens('transferencia-receber');
  await receipt.getByRole('button', { name: 'Receber', exact: true }).click();
  await expect(page.getByText('Recebida em parte').first()).toBeVisible();
  await expect(page.getByText('Não localizado')).toBeVisible();
  await page.getByRole('button', { name: 'Resolver', exact: true }).click();
  const resolving = page.getByRole('dialog', { name: `Resolver ${extra.tag}` });
  await resolving.getByLabel('Motivo').fill('Veio junto');
  await resolving.getByRole('button', { name: 'Resolver', exact: true }).click();
  await expect(page.getByRole('link', { name: /^TR-\d{4}-\d{6}$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Devolver à origem' }).click();
  const back = page.getByRole('dialog', { name: `Devolver o que não chegou de ${made.number}` });
  await back.getByLabel('Motivo').fill('Ficou na sala antiga');
  await back.getByRole('button', { name: 'Devolver à origem' }).click();
  await expect(page.getByText('Recebida', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Devolvido')).toBeVisible();
});

test('a rule asks, a draft is read and asked for, many are decided at once, the board shows them', async ({ page, signIn, another, api, screens, allowErrors }) => {
  allowErrors(/status of 404/, /status of 503/);
  const administrator = await api('administrator');
  const run = unique();
  const { to, tags, assets } = await yard(administrator, run);
  const office = await another('administrator', '/regras-de-aprovacao');
  await office.getByRole('button', { name: 'Nova regra' }).first().click();
  const rule = office.getByRole('dialog', { name: 'Nova regra' });
  await rule.getByLabel('Nome').fill(`Regra ${run}`);
  await pick(rule, 'Vai para', to.name);
  await rule.getByRole('button', { name: 'Salvar regra' }).click();
  await expect(office.getByText(`Transferências para ${to.name} pedem:`)).toBeVisible();

  await signIn('manager', '/transferencias');
  await page.getByRole('link', { name: 'Nova transferência' }).first().click();
  const field = page.getByLabel('Plaqueta, série ou QR');
  await field.fill('NADA');
  await field.press('Enter');
  await expect(page.getByText('Código não encontrado')).toBeVisible();
  await field.fill(tags[0]!);
  await field.press('Enter');
  await expect(page.getByRole('button', { name: `Tirar ${tags[0]} da lista` })).toBeVisible();
  await page.getByRole('button', { name: 'Guardar rascunho' }).click();
  await expect(page.getByText('Diga o motivo.')).toBeVisible();
  await page.getByLabel('Motivo').fill('Reforma');
  await pick(page.locator('main'), 'Destino', to.name);
  await screens('transferencia-nova');
  await page.getByRole('button', { name: 'Guardar rascunho' }).click();
  await expect(page).toHaveURL(/\/transferencias\/\d+$/);
  const number = await numberOf(page);
  await page.getByRole('link', { name: 'Editar' }).or(page.getByRole('button', { name: 'Editar' })).first().click();
  await page.getByLabel('Motivo').fill('Reforma do prédio');
  await screens('transferencia-editar');
  await page.getByRole('button', { name: 'Pedir transferência' }).click();
  await expect(page.getByText(`Regra: Regra ${run}`)).toBeVisible();
  const manager = await api('manager');
  const second = (await manager.send<{ number: string }>('POST', '/movimentacoes', { asset_ids: [assets[1]!.id], to_location_id: to.id, reason: 'Reforma', submit: true })).body;

  await office.goto('/aprovacoes?mine=true');
  await expect(office.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: /^Aprovações \d/ })).toBeVisible();
  for (const one of [number, second.number]) await rowOf(office, one).getByRole('checkbox').check();
  await office.getByRole('region', { name: 'Seleção' }).getByRole('button', { name: 'Aprovar' }).click();
  await office.getByRole('dialog', { name: 'Aprovar 2 pedidos' }).getByRole('button', { name: 'Aprovar' }).click();
  await expect(office.getByText('2 pedidos aprovados')).toBeVisible();
  await expect(page.getByText('Aprovada', { exact: true }).first()).toBeVisible(); // without reloading
  await page.goto('/transferencias?view=board');
  await expect(page.getByRole('region', { name: 'Aprovadas' }).getByText(number)).toBeVisible();
  await screens('transferencias-quadro');
  const mended = await fail(page, /\/api\/v1\/movimentacoes\?/);
  await page.reload();
  await expect(page.getByText('O quadro não carregou')).toHaveCount(1);
  await screens('transferencias-quadro-falha');
  await mended();
  await page.getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(page.getByRole('region', { name: 'Aprovadas' }).getByText(number)).toBeVisible();
  await page.goto('/regras-de-aprovacao');
  await expect(page.getByText(`Regra ${run}`)).toBeVisible();
  await screens('regras-de-aprovacao');
  await page.getByRole('button', { name: `Excluir Regra ${run}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Excluir regra' }).click();
  await expect(page.getByText(`Regra ${run}`)).toHaveCount(0);
});
