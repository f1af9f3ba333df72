import type { Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { act } from '../support/acting';
import type { Api, Asset, Page as ListPage } from '../support/api';
import { addFilter, expectCount, pick, rowOf } from '../support/assets';
import { codesOn } from '../support/codes';
import { baseUrl } from '../support/server';
import { expect, test, typeCredentials } from '../support/test';

/** Files that are not part of the project; without the folder the import is left out. */
const SAMPLES = process.env.LEVITIIS_SAMPLE_DATA;
const UNIT = 'Escola Municipal Ipê-Amarelo';
const BUILDING = 'Pavilhão de Aulas';

type Match = Pick<Asset, 'id' | 'tag' | 'name'>;
type Row = Asset & { category: { id: number; name: string } | null; purchase_value: string | null; status: string };

/** An asset of the building that has all that is filtered by. */
async function subject(api: Api): Promise<Row> {
  const places = await api.get<ListPage<{ id: number; name: string }>>(`/localizacoes?q=${encodeURIComponent(BUILDING)}`);
  const building = places.items.find((item) => item.name === BUILDING)!;
  const { items } = await api.get<ListPage<Row>>(`/ativos?location_id=${building.id}&status=in_use&page_size=200`);
  return items.find((item) => item.category && item.responsible && item.purchase_value && item.serial_number)!;
}

async function importTheRegister(page: Page, screens: (name: string) => Promise<void>): Promise<void> {
  const file = join(SAMPLES!, 'assets/sam_avare.xlsx');
  expect(existsSync(file)).toBe(true);
  await page.goto('/ativos/importacoes');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForURL(/\/ativos\/importacoes\/\d+/);
  await expect(page.getByText('Linha 2 pulada')).toBeVisible();
  await expect(page.getByRole('button', { name: /Vazias/ })).toContainText('36');
  await screens('importacao-real-colunas');
  await page.getByRole('button', { name: 'Conferir as linhas' }).click();
  await expect(page.getByText('5.724 ativos', { exact: true })).toBeVisible();
  await expect(page.getByText('R$ 6.942.232,91')).toBeVisible();
  const figures = page.locator('dl').first();
  await expect(figures).toContainText(/Locais\s*23/);
  await expect(figures).toContainText(/Pessoas\s*46/);
  await expect(page.getByRole('row', { name: /18\/0\/82014/ })).toHaveCount(2);
  await screens('importacao-real-conferencia');
  await page.getByRole('button', { name: 'Importar 5.724 ativos' }).click();
  await expect(page.getByRole('progressbar', { name: 'Importando os ativos' }).or(page.getByRole('heading', { name: '5.724 ativos importados' }))).toBeVisible();
  await expect(page.getByRole('heading', { name: '5.724 ativos importados' })).toBeVisible({ timeout: 180_000 });
  await page.getByRole('link', { name: 'Ver os 5.724 ativos' }).click();
  await expectCount(page, 5724);
  await expect(page.getByText('R$ 6.942.232,91')).toBeVisible();
  await screens('ativos-lista-importados');
}

async function importItAgain(page: Page): Promise<void> {
  await page.goto('/ativos/importacoes');
  await page.locator('input[type=file]').setInputFiles(join(SAMPLES!, 'assets/sam_avare.xlsx'));
  await page.waitForURL(/\/ativos\/importacoes\/\d+/);
  await page.getByRole('button', { name: 'Conferir as linhas' }).click();
  await expect(page.getByText('Os 5.724 ativos deste arquivo já estão no inventário')).toBeVisible();
  await page.getByRole('button', { name: 'Concluir sem acrescentar' }).click();
  await expect(page.getByRole('heading', { name: 'Nada foi acrescentado' })).toBeVisible({ timeout: 180_000 });
}

async function findIt(page: Page, api: Api, asset: Row): Promise<void> {
  await page.goto('/ativos');
  const search = page.getByRole('searchbox');
  const { total } = await api.get<ListPage<Row>>('/ativos?q=log&page_size=1');
  expect(total).toBeGreaterThan(0);
  for (const letters of ['log', 'lóg', 'LÔG']) {
    await search.fill(letters);
    await expectCount(page, total);
  }
  for (const code of [asset.tag, asset.serial_number!]) {
    await search.fill(code);
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(code)}$`));
    await expect(rowOf(page, asset.tag)).toBeVisible();
  }
  await expectCount(page, 1);
}

async function filterIt(page: Page, api: Api, asset: Row, screens: (name: string) => Promise<void>): Promise<void> {
  await page.goto('/ativos');
  await pick(await addFilter(page, 'Localização'), 'Localização', BUILDING);
  await (await addFilter(page, 'Situação')).getByRole('checkbox', { name: 'Em uso' }).click();
  await page.keyboard.press('Escape');
  await pick(await addFilter(page, 'Categoria'), 'Categoria', asset.category!.name.split(' › ').at(-1)!);
  await pick(await addFilter(page, 'Responsável'), 'Responsável', asset.responsible!.name);
  const range = await addFilter(page, 'Valor de compra');
  await range.getByLabel('De').fill('1');
  await range.getByLabel('Até').fill(asset.purchase_value!.replace('.', ','));
  await screens('ativos-filtro-valor');
  await range.getByRole('button', { name: 'Aplicar' }).click();
  await expect(page).toHaveURL(/max_value=/);
  const query = new URL(page.url()).search;
  for (const part of ['location_id', 'status=in_use', 'category_id', 'responsible_id', 'min_value', 'max_value']) expect(query).toContain(part);
  const { items, total } = await api.get<ListPage<Row>>(`/ativos${query}&page_size=200`);
  expect(items.map((item) => item.id)).toContain(asset.id);
  for (const item of items) {
    expect(item).toMatchObject({ status: 'in_use', responsible: { id: asset.responsible!.id } });
    expect(item.location!.full_name).toContain(BUILDING);
    expect(Number(item.purchase_value)).toBeLessThanOrEqual(Number(asset.purchase_value));
  }
  await expectCount(page, total);
  await screens('ativos-filtros');
}

async function openIt(page: Page, asset: Row): Promise<void> {
  await rowOf(page, asset.tag).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: asset.name })).toBeVisible();
  for (const step of asset.location!.full_name.split(' › ')) await expect(page.getByRole('tabpanel').getByText(step, { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('tabpanel').getByText(asset.serial_number!)).toBeVisible();
  await expect(page.getByRole('img', { name: `Código QR do ativo ${asset.tag}` })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Linha do tempo' }).getByText('cadastrou')).toBeVisible();
}

async function editIt(page: Page, asset: Row): Promise<void> {
  await act(page, 'Editar');
  await page.getByLabel('Observações').fill('Conferido no inventário de fim de ano.');
  await page.getByLabel('Marca').fill('Serrana Clara');
  await page.getByRole('button', { name: 'Salvar', exact: true }).click();
  await expect(page.getByText(`Ativo ${asset.tag} salvo`)).toBeVisible();
  await expect(page.getByRole('tabpanel').getByRole('paragraph').filter({ hasText: 'Conferido no inventário de fim de ano.' })).toBeVisible();
}

async function moveIt(page: Page, asset: Row, screens: (name: string) => Promise<void>): Promise<void> {
  await act(page, 'Mover');
  const dialog = page.getByRole('dialog', { name: 'Mover ativo' });
  await pick(dialog, 'Nova localização', 'Biblioteca');
  await dialog.getByRole('group', { name: 'Responsável' }).getByText('Mudar').click();
  await pick(dialog, 'Novo responsável', 'Inês Leitora');
  await dialog.getByLabel('Motivo').fill('Sala de informática em reforma');
  await screens('mover-preenchido');
  await dialog.getByRole('button', { name: 'Mover ativo' }).click();
  await expect(page.getByText(`Ativo ${asset.tag} movido`)).toBeVisible();
  await expect(page.getByRole('banner').or(page.locator('main')).getByText('Inês Leitora').first()).toBeVisible();
}

async function seeWhatHappened(page: Page, asset: Row, screens: (name: string) => Promise<void>): Promise<void> {
  const panel = page.getByRole('tabpanel');
  await page.getByRole('tab', { name: /Movimentações/ }).click();
  const movement = panel.getByRole('listitem').filter({ hasText: 'Transferência' });
  await expect(movement).toContainText('Sala de informática em reforma');
  await expect(movement).toContainText(asset.location!.full_name);
  await expect(movement).toContainText('Biblioteca');
  await expect(panel.getByRole('listitem').filter({ hasText: 'Entrada' })).toBeVisible();
  await screens('ativo-movimentacoes');
  await page.getByRole('tab', { name: /Histórico/ }).click();
  await expect(panel.getByRole('listitem').filter({ hasText: 'movimentou' })).toContainText('Biblioteca');
  await expect(panel.getByRole('listitem').filter({ hasText: 'alterou' })).toContainText('Serrana Clara');
  await expect(panel.getByRole('listitem').filter({ hasText: 'cadastrou' })).toBeVisible();
  await screens('ativo-historico');
}

/** Sixty labels over two sheets; returns the file and the tags in the order of the list. */
async function printSixty(page: Page, api: Api): Promise<{ file: string; tags: string[] }> {
  const places = await api.get<ListPage<{ id: number; name: string }>>(`/localizacoes?q=${encodeURIComponent(UNIT)}`);
  const unit = places.items.find((item) => item.name === UNIT)!;
  const { items } = await api.get<ListPage<Asset>>(`/ativos?location_id=${unit.id}&sort=tag&page_size=60`);
  await page.goto(`/ativos?location_id=${unit.id}`);
  await page.getByRole('checkbox', { name: 'Selecionar os 50 desta página' }).click();
  await page.getByRole('button', { name: 'Próxima página' }).click();
  await expect(page.locator('table')).toHaveAttribute('aria-busy', 'false');
  for (const { tag } of items.slice(50)) await rowOf(page, tag).getByRole('checkbox').click();
  const bar = page.getByRole('region', { name: 'Seleção' });
  await expect(bar).toContainText('60 selecionados');
  await bar.getByRole('button', { name: 'Etiquetas' }).click();
  const dialog = page.getByRole('dialog', { name: 'Etiquetas de 60 ativos' });
  await pick(dialog, 'Folha de etiquetas', 'Pimaco 6180');
  await expect(dialog.getByText('60 etiquetas · 2 folhas')).toBeVisible();
  await dialog.getByRole('button', { name: 'Gerar PDF de 60 etiquetas' }).click();
  const download = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Baixar' }).click();
  return { file: await (await download).path(), tags: items.map((item) => item.tag) };
}

async function scanThem(page: Page, api: Api, file: string, tags: string[]): Promise<void> {
  const pages = codesOn(file);
  expect(pages.map((codes) => codes.length)).toEqual([30, 30]);
  const codes = pages.flat();
  const prefix = `${baseUrl()}/q/`;
  expect(codes.filter((code) => !code.startsWith(prefix))).toEqual([]);
  const found: Match[] = [];
  for (const code of codes) {
    const { matches } = await api.get<{ matches: Match[] }>(`/ativos/codigo/${code.slice(prefix.length)}`);
    expect(matches).toHaveLength(1);
    found.push(matches[0]!);
  }
  expect(found.map((item) => item.tag).sort()).toEqual([...tags].sort());
  for (const index of [0, 59]) {
    await page.goto(codes[index]!);
    await expect(page).toHaveURL(`${baseUrl()}/ativos/${found[index]!.id}`);
    await expect(page.getByRole('heading', { level: 1, name: found[index]!.name })).toBeVisible();
  }
}

test('from the first sign-in to the label that a phone reads', async ({ page, api, screens }) => {
  test.setTimeout(900_000);
  await page.goto('/');
  await typeCredentials(page, 'administrator');
  await expect(page.getByRole('heading', { level: 1, name: 'Ativos' })).toBeVisible();
  if (SAMPLES) {
    await test.step('the register of 5,724 assets is imported', () => importTheRegister(page, screens));
    await test.step('the same file again adds nothing', () => importItAgain(page));
  }
  const client = await api('administrator');
  const asset = await subject(client);
  await test.step('three letters, a tag and a serial number find', () => findIt(page, client, asset));
  await test.step('building, status, category, person and value narrow it down', () => filterIt(page, client, asset, screens));
  await test.step('the asset is opened', () => openIt(page, asset));
  await test.step('edited', () => editIt(page, asset));
  await test.step('moved to another place and person', () => moveIt(page, asset, screens));
  await test.step('and tells what happened', () => seeWhatHappened(page, asset, screens));
  const { file, tags } = await test.step('sixty labels are printed', () => printSixty(page, client));
  await test.step('and each opens its asset', () => scanThem(page, client, file, tags));
});
