import { unique } from '../support/api';
import { rowOf } from '../support/assets';
import { expect, test } from '../support/test';

interface Place {
  id: number;
  name: string;
}

const today = (): string => new Date().toLocaleDateString('pt-BR', { timeZone: 'America/Sao_Paulo' });

test('where things are on a day: from a place, by filters, and on the page of an asset', async ({ page, signIn, api, screens }) => {
  const administrator = await api('administrator');
  const run = unique();
  const place = (await administrator.send<Place>('POST', '/localizacoes', { name: `Almoxarifado ${run}`, type: 'unit' })).body;
  const asset = await administrator.asset({ name: `Empilhadeira ${run}`, tag: `POS-${run}`, location_id: place.id });
  await signIn('administrator', `/localizacoes/${place.id}`);
  await page.getByRole('link', { name: 'em uma data', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/posicao\\?.*location_id=${place.id}`));
  await expect(rowOf(page, asset.tag)).toContainText('Continua assim');
  await expect(page.getByText(`Como estava ao fim de ${today()}, pelas movimentações.`)).toBeVisible();
  await screens('posicao');

  await page.goto(`/posicao?location_id=${place.id}&on=2020-01-01`);
  await expect(page.getByText('Como estava ao fim de 01/01/2020, pelas movimentações.')).toBeVisible();
  await expect(rowOf(page, asset.tag)).toHaveCount(0);
  await screens('posicao-nada');

  await page.goto(`/ativos/${asset.id}?aba=movimentacoes`);
  await page.getByLabel('Onde estava em').fill('01/01/2020');
  await expect(page.getByText('Em 01/01/2020 ainda não estava cadastrado.')).toBeVisible();
  await page.getByLabel('Onde estava em').fill(today());
  await expect(page.getByRole('status').filter({ hasText: `Em ${today()} estava em` })).toContainText(place.name);
  await screens('ativo-onde-estava');
});
