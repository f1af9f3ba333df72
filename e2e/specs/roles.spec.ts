import type { Browser, Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Api, type Asset, type Item, unique } from '../support/api';
import { expectCount, pick, rowOf } from '../support/assets';
import { codesOn } from '../support/codes';
import { baseUrl } from '../support/server';
import { expect, test } from '../support/test';

const RUN = unique();
const ROLE = `Zelador ${RUN}`;
const USERNAME = `zelador.${RUN.toLowerCase()}`;
const PASSWORD = 'uma frase longa de 2026';
const PERMISSIONS = ['Ver localizações', 'Ver pessoas', 'Ver ativos', 'Exportar ativos', 'Imprimir etiquetas', 'Ver transferências', 'Decidir aprovações', 'Ver termos', 'Ver a trilha de auditoria', 'Exportar a trilha de auditoria'];
const INSIDE = `DENTRO-${RUN}`;
const OUTSIDE = `FORA-${RUN}`;

interface Place extends Item {
  full_name: string;
}

test('a role limited to a building: made on the screens, and nothing else exists for who has it', async ({ page, signIn, api, screens, browser, allowErrors }, info) => {
  allowErrors(/status of 404/);
  const administrator = await api('administrator');
  const place = async (name: string, parent_id: number | null, kind: string) => (await administrator.send<Place>('POST', '/localizacoes', { name, type: kind, parent_id })).body;
  const unit = await place(`Campus ${RUN}`, null, 'unit');
  const mine = await place(`Prédio Azul ${RUN}`, unit.id, 'building');
  const other = await place(`Prédio Verde ${RUN}`, unit.id, 'building');
  const room = await place(`Sala 1 ${RUN}`, mine.id, 'room');
  const otherRoom = await place(`Sala 2 ${RUN}`, other.id, 'room');
  const inside = await administrator.asset({ name: `Mesa ${RUN}`, tag: INSIDE, location_id: room.id });
  const outside = await administrator.asset({ name: `Mesa ${RUN}`, tag: OUTSIDE, location_id: otherRoom.id });
  const papers = await paperwork(administrator, unit, { building: mine, asset: inside, mark: INSIDE }, { building: other, asset: outside, mark: OUTSIDE });

  await signIn('administrator', '/papeis');
  await makeRole(page, screens);
  await page.goto('/usuarios');
  await makeUser(page, mine.name, screens);

  const seen: string[] = [];
  const { page: janitor, authorization } = await enter(browser, seen);
  await seesOnlyHisBuilding(janitor, { mine, other, room, inside, outside });
  await takesAwayOnlyHisBuilding(janitor);
  await readsOnlyHisBuilding(janitor, authorization, { mine, other, inside, outside }, papers);
  await printsOnlyHisBuilding(janitor, authorization, { inside, outside }, info.outputPath('etiquetas.pdf'));
  await turnsOnlyHisPages(janitor, [OUTSIDE, other.name, papers.outside.person.name, papers.outside.done.number, papers.outside.asked.number]);
  await hearsOnlyOfHisBuilding(janitor, seen, async () => {
    await administrator.change(`/ativos/${outside.id}`, { name: `Mesa verde ${RUN}` });
    await administrator.change(`/ativos/${inside.id}`, { name: `Mesa azul ${RUN}` });
  }, { inside, outside });
  await janitor.context().close();
});

interface Paper extends Item {
  number: string;
  approval_id: number | null;
}

/** What happened in a building: an asset handed to somebody with a term, and a transfer that waits for approval. */
interface Papers {
  person: Item;
  done: Paper;
  asked: Paper;
  term: Paper;
}

interface Side {
  building: Place;
  asset: Asset;
  mark: string;
}

/** The same in both buildings, each word of it with the mark of its own. */
async function paperwork(client: Api, unit: Place, ours: Side, theirs: Side): Promise<{ inside: Papers; outside: Papers }> {
  const post = async <T>(path: string, body?: object) => (await client.send<T>('POST', path, body)).body;
  const handOver = async ({ building, asset, mark }: Side) => {
    const person = await post<Item>('/pessoas', { name: `Pessoa ${mark}`, location_id: building.id });
    const made = await post<Paper>('/movimentacoes', { asset_ids: [asset.id], to_location_id: building.id, to_responsible_id: person.id, reason: `Entrega ${mark}`, submit: true });
    await client.send('POST', `/movimentacoes/${made.id}/saida`);
    await client.send('POST', `/movimentacoes/${made.id}/recebimento`, { received: [{ asset_id: asset.id, condition: 'good' }], missing: [] });
    const terms = await client.get<{ items: Paper[] }>(`/movimentacoes/termos?signer_id=${person.id}`);
    return { person, done: made, term: terms.items[0]! };
  };
  const [inside, outside] = [await handOver(ours), await handOver(theirs)];
  const rule = await post<Item>('/movimentacoes/aprovacoes/regras', { name: `Saídas ${RUN}`, kind: 'transfer', origin_id: unit.id, levels: [{ place: 'origin' }] });
  const ask = ({ asset, mark }: Side, { person }: { person: Item }) => post<Paper>('/movimentacoes', { asset_ids: [asset.id], to_location_id: asset.location!.id, to_responsible_id: person.id, reason: `Pedido ${mark}`, submit: true });
  const found = { inside: { ...inside, asked: await ask(ours, inside) }, outside: { ...outside, asked: await ask(theirs, outside) } };
  await client.send('DELETE', `/movimentacoes/aprovacoes/regras/${rule.id}`, undefined, { 'if-match': `"${rule.version}"` });
  return found;
}

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
async function enter(browser: Browser, heard: string[]): Promise<{ page: Page; authorization: string }> {
  const context = await browser.newContext({ baseURL: baseUrl(), locale: 'pt-BR', ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  await page.goto('/ativos');
  await page.getByLabel('Usuário ou e-mail').fill(USERNAME);
  await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  const first = page.waitForRequest((request) => 'authorization' in request.headers());
  await page.getByRole('button', { name: 'Entrar' }).click();
  return { page, authorization: (await first).headers().authorization! };
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
  await expect(found.getByRole('option', { name: new RegExp(`^${INSIDE}`) })).toBeVisible();
  await expect(found.getByRole('option', { name: new RegExp(`${OUTSIDE}|${other.name}`) })).toHaveCount(0);
  await page.keyboard.press('Escape');

  for (const path of ['/usuarios', '/papeis', '/ativos/importacoes']) {
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

/** By the API, with the session of his browser: lists, counts and files, and each thing of the other building by its number. */
async function readsOnlyHisBuilding(page: Page, authorization: string, { mine, other, inside, outside }: Omit<Ground, 'room'>, papers: { inside: Papers; outside: Papers }): Promise<void> {
  const get = (path: string) => page.context().request.get(`/api/v1${path}`, { headers: { authorization } });
  const hidden = [OUTSIDE, other.name, ...[papers.outside.done, papers.outside.asked, papers.outside.term].map(({ number }) => number)];
  const told = async (path: string, ...shown: string[]) => {
    const answer = await get(path);
    expect(answer.status(), path).toBe(200);
    const text = await answer.text();
    for (const word of shown) expect(text, path).toContain(word);
    for (const word of hidden) expect(text, path).not.toContain(word);
    return text;
  };
  const { person, done, asked, term } = papers.inside;
  await told('/movimentacoes?page_size=100', done.number, asked.number);
  await told(`/movimentacoes?q=${done.number}`, done.number);
  await told(`/movimentacoes/aprovacoes?page_size=100`, asked.number);
  expect(await told('/movimentacoes/aprovacoes/contagem')).toMatch(/:\s*1\b/);
  await told(`/movimentacoes/termos?page_size=100`, term.number);
  await told('/pessoas?page_size=100', person.name);
  await told(`/pessoas?q=${RUN}`, person.name);
  await told('/movimentacoes/posicao?page_size=100', INSIDE);
  await told('/trilha?page_size=200', INSIDE, person.name, done.number);
  await told('/trilha?page_size=200&grouped=true', mine.name);
  await told('/trilha/exportacao', INSIDE, person.name);
  await told(`/busca?q=${RUN}`, INSIDE);
  for (const at of [`/movimentacoes/posicao?location_id=${other.id}`, `/pessoas?location_id=${other.id}`, `/movimentacoes?asset_id=${outside.id}`, `/movimentacoes/termos?signer_id=${papers.outside.person.id}`, `/trilha?entity=asset&entity_id=${outside.id}`]) {
    const answer = await get(at);
    if (answer.ok()) expect(((await answer.json()) as { items: unknown[] }).items, at).toEqual([]);
    else expect(answer.status(), at).toBeLessThan(500);
  }
  const foreign = (of: Papers, asset: Asset) => [`/movimentacoes/${of.done.id}`, `/movimentacoes/${of.asked.id}`, `/movimentacoes/${of.done.id}/anexos`, `/movimentacoes/aprovacoes/${of.asked.approval_id}`, `/movimentacoes/termos/${of.term.id}`, `/movimentacoes/termos/${of.term.id}/pdf`, `/pessoas/${of.person.id}`, `/ativos/${asset.id}/trilha`, `/ativos/${asset.id}/movimentacoes`, `/ativos/${asset.id}/posicao?on=2026-01-01`];
  for (const path of foreign(papers.inside, inside)) expect((await get(path)).status(), path).toBe(200);
  for (const path of foreign(papers.outside, outside)) expect((await get(path)).status(), path).toBe(404);
}

/** The codes on the labels, read as they are printed: of what he chose, only what he sees. */
async function printsOnlyHisBuilding(page: Page, authorization: string, { inside, outside }: Pick<Ground, 'inside' | 'outside'>, file: string): Promise<void> {
  const print = (selection: object) => page.context().request.post('/api/v1/ativos/etiquetas', { headers: { authorization }, data: { selection } });
  for (const selection of [{ ids: [inside.id] }, { filter: { q: `Mesa ${RUN}` } }, { filter: {} }]) {
    const answer = await print(selection);
    expect(answer.headers()['content-type'], await answer.text()).toBe('application/pdf');
    writeFileSync(file, await answer.body());
    expect(codesOn(file)).toEqual([[inside.qr_url]]);
  }
  expect((await print({ ids: [inside.id, outside.id] })).status(), 'one of them does not exist for him').toBe(404);
}

async function turnsOnlyHisPages(page: Page, hidden: string[]): Promise<void> {
  for (const path of ['/transferencias', '/aprovacoes', '/termos', '/pessoas', '/posicao', '/trilha']) {
    await page.goto(path);
    await expect(page.getByText(INSIDE).filter({ visible: true }).first(), path).toBeVisible();
    const text = await page.locator('main').innerText();
    for (const word of hidden) expect(text, path).not.toContain(word);
  }
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
