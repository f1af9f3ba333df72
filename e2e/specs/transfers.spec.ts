import { unique, type Api } from '../support/api';
import { pick, rowOf } from '../support/assets';
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

test('one asks, the other approves on a phone, it leaves and is received by typed codes', async ({ page, signIn, another, api, screens }) => {
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
  const number = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(number).toMatch(/^TR-\d{4}-\d{6}$/);
  await expect(page.getByText('Aguarda aprovação').first()).toBeVisible();
  await screens('transferencia-aguarda');

  const phone = await another('administrator', '/aprovacoes?mine=true');
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.getByText(number).first().click();
  await expect(phone.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await phone.getByRole('button', { name: 'Aprovar', exact: true }).click();
  await phone.getByRole('dialog', { name: `Aprovar ${number}` }).getByRole('button', { name: 'Aprovar', exact: true }).click();
  await expect(phone.getByText(/^Aprovado por /)).toBeVisible();

  await expect(page.getByText('Aprovada', { exact: true }).first()).toBeVisible(); // without reloading
  await page.getByRole('button', { name: 'Dar saída' }).click();
  await page.getByRole('dialog', { name: `Dar saída a ${number}` }).getByRole('button', { name: 'Dar saída' }).click();
  await expect(page.getByText('Em trânsito').first()).toBeVisible();
  await screens('transferencia-em-transito');

  await expect(phone.getByText('Em trânsito').first()).toBeVisible();
  await phone.getByRole('button', { name: 'Receber', exact: true }).click();
  const receipt = phone.getByRole('dialog', { name: `Receber ${number}` });
  await receipt.getByLabel('Plaqueta').fill('NADA');
  await receipt.getByLabel('Plaqueta').press('Enter');
  await expect(receipt.getByText('NADA não está entre os bens a receber.')).toBeVisible();
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
  await page.goto('/aprovacoes');
  await expect(page.getByText(number).first()).toBeVisible();
  await screens('aprovacoes');
});

test('what is missing is said, and taken back with a reason', async ({ page, signIn, api, screens }) => {
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
  await receipt.getByRole('radiogroup', { name: `O que aconteceu com ${tags[0]}` }).getByText('Chegou').click();
  await receipt.getByRole('radiogroup', { name: `O que aconteceu com ${tags[1]}` }).getByText('Falta').click();
  await screens('transferencia-receber');
  await receipt.getByRole('button', { name: 'Receber', exact: true }).click();
  await expect(page.getByText('Recebida em parte').first()).toBeVisible();
  await expect(page.getByText('Não localizado')).toBeVisible();
  await page.getByRole('button', { name: 'Devolver à origem' }).click();
  const back = page.getByRole('dialog', { name: `Devolver o que não chegou de ${made.number}` });
  await back.getByLabel('Motivo').fill('Ficou na sala antiga');
  await back.getByRole('button', { name: 'Devolver à origem' }).click();
  await expect(page.getByText('Recebida', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Devolvido')).toBeVisible();
});
