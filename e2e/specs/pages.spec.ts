import { Api, type Item } from '../support/api';
import { expect, test } from '../support/test';

/** Each page with what is on it; those that the other specs walk through have their pictures there. */
const LISTS = [
  { name: 'pessoas', list: '/pessoas', path: '/pessoas' },
  { name: 'fornecedores', list: '/compras/fornecedores', path: '/fornecedores' },
  { name: 'usuarios', list: '/users', path: '/usuarios' },
  { name: 'papeis', list: '/roles', path: '/papeis' },
] as const;
const TREES = [
  { name: 'localizacoes', list: '/localizacoes', path: '/localizacoes' },
  { name: 'categorias', list: '/ativos/categorias', path: '/categorias' },
] as const;
const PROBLEM = { status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/x', title: 'Banco de dados fora do ar', status: 503, code: 'database.unavailable' }) };

/** The first of a list; roles come without pages. */
async function first(list: string): Promise<Item> {
  const answer = await (await Api.as('administrator')).get<{ items: Item[] } | Item[]>(list);
  return (Array.isArray(answer) ? answer : answer.items)[0]!;
}

test.describe.configure({ mode: 'parallel' });

for (const { name, list, path } of [...LISTS, ...TREES]) {
  test(`${name}: filled, and one of them`, async ({ page, signIn, screens }) => {
    await signIn('administrator', path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await screens(name);
    const one = await first(list);
    await page.goto(`${path}/${one.id}`);
    await expect(page.getByRole('heading', { name: new RegExp(escape(labelOf(one))) }).first()).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await screens(`${name}-um`);
  });
}

test('the trail: filled, nothing found, failed', async ({ page, signIn, screens, allowErrors }) => {
  allowErrors(/status of 503/);
  await signIn('administrator', '/trilha');
  await expect(page.getByText('Integridade da trilha').or(page.getByRole('region', { name: 'Integridade da trilha' })).first()).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await screens('trilha');
  await page.goto('/trilha?from=1999-01-01&to=1999-01-02');
  await expect(page.getByText('Nada com estes filtros')).toBeVisible();
  await screens('trilha-nada');
  await page.route('**/api/v1/trilha?*', (route) => route.fulfill(PROBLEM));
  await page.goto('/trilha');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await screens('trilha-falha');
});

test('places: loading and failed', async ({ page, signIn, screens, allowErrors }) => {
  allowErrors(/status of 503/);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route('**/api/v1/localizacoes/arvore*', async (route) => {
    await held;
    await route.fulfill(PROBLEM);
  });
  await signIn('administrator', '/localizacoes');
  await expect(page.locator('[aria-busy=true]').first()).toBeVisible();
  await screens('localizacoes-carregando');
  answer();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await screens('localizacoes-falha');
});

test('a new asset and the change of one: empty, and what is wrong beside its field', async ({ page, signIn, screens }) => {
  await signIn('administrator', '/ativos/novo');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await screens('ativo-novo');
  await page.getByRole('button', { name: /^(Cadastrar|Salvar)/ }).first().click();
  await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
  await screens('ativo-novo-errado');
  const asset = await first('/ativos');
  await page.goto(`/ativos/${asset.id}/editar`);
  await expect(page.getByRole('textbox', { name: /^Nome/ })).toHaveValue(asset.name);
  await screens('ativo-editar');
});

test('a code that nothing has', async ({ page, signIn, screens, allowErrors }) => {
  allowErrors(/status of 404/);
  await signIn('administrator', `/q/${'0'.repeat(32)}`);
  await expect(page.getByText('Código desconhecido')).toBeVisible();
  await screens('codigo-desconhecido');
});

/** Roles are called by their label, everything else by its name. */
const labelOf = (item: Item & { label_pt?: string; username?: string }): string => item.label_pt ?? item.name ?? item.username ?? '';
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
