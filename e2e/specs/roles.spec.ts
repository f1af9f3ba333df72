import type { Browser, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { type Asset, type Item, unique } from '../support/api';
import { expectCount, pick, rowOf } from '../support/assets';
import { baseUrl } from '../support/server';
import { expect, test } from '../support/test';

const RUN = unique();
const ROLE = `Zelador ${RUN}`;
const USERNAME = `zelador.${RUN.toLowerCase()}`;
const PASSWORD = 'uma frase longa de 2026';
const PERMISSIONS = ['Ver localizações', 'Ver pessoas', 'Ver ativos', 'Exportar ativos', 'Imprimir etiquetas'];
const INSIDE = `DENTRO-${RUN}`;
const OUTSIDE = `FORA-${RUN}`;

interface Place extends Item {
  full_name: string;
}

test('a role limited to a building: made on the screens, and nothing else exists for who has it', async ({ page, signIn, api, screens, browser, allowErrors }) => {
  allowErrors(/status of 404/);
  const administrator = await api('administrator');
  const place = async (name: string, parent_id: number | null, kind: string) => (await administrator.send<Place>('POST', '/localizacoes', { name, type: kind, parent_id })).body;
  const unit = await place(`Campus ${RUN}`, null, 'unit');
  const mine = await place(`Prédio Azul ${RUN}`, unit.id, 'building');
  const other = await place(`Prédio Verde ${RUN}`, unit.id, 'building');
  const room = await place(`Sala 1 ${RUN}`, mine.id, 'room');
  const inside = await administrator.asset({ name: `Mesa ${RUN}`, tag: INSIDE, location_id: room.id });
  const outside = await administrator.asset({ name: `Mesa ${RUN}`, tag: OUTSIDE, location_id: other.id });

  await signIn('administrator', '/papeis');
  await makeRole(page, screens);
  await page.goto('/usuarios');
  await makeUser(page, mine.name, screens);

  const seen: string[] = [];
  const janitor = await enter(browser, seen);
  await seesOnlyHisBuilding(janitor, { mine, other, room, inside, outside });
  await takesAwayOnlyHisBuilding(janitor);
  await hearsOnlyOfHisBuilding(janitor, seen, async () => {
    await administrator.change(`/ativos/${outside.id}`, { name: `Mesa verde ${RUN}` });
    await administrator.change(`/ativos/${inside.id}`, { name: `Mesa azul ${RUN}` });
  }, { inside, outside });
  await janitor.context().close();
});

async function makeRole(page: Page, screens: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Novo papel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nome em português').fill(ROLE);
  await screens('papel-novo');
  await dialog.getByRole('button', { name: 'Salvar' }).first().click();
  await expect(page.getByRole('heading', { name: ROLE, level: 1 })).toBeVisible();
  for (const name of PERMISSIONS) await page.getByRole('checkbox', { name, exact: true }).check();
  await screens('papel-permissoes');
  await page.getByRole('button', { name: 'Salvar permissões' }).click();
  await expect(page.getByText(`As permissões de ${ROLE} foram salvas`)).toBeVisible();
}

async function makeUser(page: Page, building: string, screens: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Novo usuário' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('textbox', { name: 'Nome' }).fill(`Zé do Prédio ${RUN}`);
  await drawer.getByLabel('Usuário').fill(USERNAME);
  await drawer.getByLabel('E-mail').fill(`${USERNAME}@example.org`);
  await drawer.getByLabel('Senha inicial (opcional)').fill(PASSWORD);
  await pick(drawer, 'Papel', ROLE);
  await pick(drawer, 'Local', building);
  await screens('usuario-limitado');
  await drawer.getByRole('button', { name: 'Salvar' }).first().click();
  await expect(page.getByText(`Zé do Prédio ${RUN} já pode entrar`)).toBeVisible();
  await page.getByRole('searchbox').or(page.getByRole('textbox', { name: /Procurar|Buscar/ })).first().fill(USERNAME);
  await page.getByRole('link', { name: `Zé do Prédio ${RUN}` }).click();
  await expect(page.getByText(new RegExp(`${building}$`)).first()).toBeVisible();
  await page.getByRole('button', { name: 'Conceder papel' }).click();
  await expect(page.getByRole('heading', { name: `Conceder papel a Zé do Prédio ${RUN}` })).toBeVisible();
  await screens('usuario-conceder');
}

/** He signs in by the page, in a browser of his own; what the server pushes to it is written into `heard`. */
async function enter(browser: Browser, heard: string[]): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseUrl(), locale: 'pt-BR', ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  await page.goto('/ativos');
  await page.getByLabel('Usuário ou e-mail').fill(USERNAME);
  await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  return page;
}

interface Ground {
  mine: Place;
  other: Place;
  room: Place;
  inside: Asset;
  outside: Asset;
}

async function seesOnlyHisBuilding(page: Page, { mine, other, inside, outside }: Ground): Promise<void> {
  await expectCount(page, 1);
  await expect(rowOf(page, INSIDE)).toBeVisible();
  await page.goto(`/ativos?q=${encodeURIComponent(`Mesa ${RUN}`)}`);
  await expectCount(page, 1);
  await page.goto(`/ativos?location_id=${other.id}`);
  await expect(rowOf(page, OUTSIDE)).toHaveCount(0);
  await page.goto(`/ativos/${inside.id}`);
  await expect(page.getByRole('heading', { name: `Mesa ${RUN}` })).toBeVisible();
  for (const hidden of [`/ativos/${outside.id}`, new URL(outside.qr_url).pathname, `/localizacoes/${other.id}`]) {
    await page.goto(hidden);
    await expect(page.getByText(/não existe|desconhecido|não encontrad/i).first()).toBeVisible();
    await expect(page.getByText(OUTSIDE)).toHaveCount(0);
  }

  await page.goto('/localizacoes');
  const tree = page.getByRole('tree');
  await expect(tree.getByText(mine.name)).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: new RegExp(mine.name) })).toContainText('1');
  await expect(tree.getByText(other.name)).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').last().fill(RUN);
  const found = page.getByRole('listbox');
  await expect(found.getByRole('option', { name: new RegExp(INSIDE) })).toBeVisible();
  await expect(found.getByRole('option', { name: new RegExp(`${OUTSIDE}|${other.name}`) })).toHaveCount(0);
  await page.keyboard.press('Escape');

  for (const path of ['/usuarios', '/papeis', '/trilha', '/ativos/importacoes']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Esta tela não é do seu papel' })).toBeVisible();
  }
}

async function takesAwayOnlyHisBuilding(page: Page): Promise<void> {
  await page.goto('/ativos');
  await expectCount(page, 1);
  const exported = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exportar' }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const text = readFileSync(await (await exported).path(), 'utf8');
  expect(text).toContain(INSIDE);
  expect(text).not.toContain(OUTSIDE);
  expect(text.trim().split('\n')).toHaveLength(2);

  await page.goto('/etiquetas');
  await expect(page.getByRole('button', { name: /Gerar PDF de 1 etiqueta/ })).toBeEnabled();
}

async function hearsOnlyOfHisBuilding(page: Page, heard: string[], change: () => Promise<void>, { inside, outside }: Pick<Ground, 'inside' | 'outside'>): Promise<void> {
  await page.goto('/ativos');
  await expect(page.getByText('Ao vivo')).toBeVisible();
  heard.length = 0;
  await change();
  await expect(rowOf(page, INSIDE)).toContainText(`Mesa azul ${RUN}`);
  const ids = heard.flatMap((text) => (JSON.parse(text) as { ids?: number[] }).ids ?? []);
  expect(ids).toContain(inside.id);
  expect(ids).not.toContain(outside.id);
}
