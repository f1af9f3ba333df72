import type { Page } from '@playwright/test';
import { act } from '../support/acting';
import { unique, type Api, type Asset } from '../support/api';
import { pick } from '../support/assets';
import { expect, test } from '../support/test';

interface Named {
  id: number;
  name: string;
}

const DAY_MS = 86_400_000;
const dayOn = (days: number) => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(new Date(Date.now() + days * DAY_MS));
/** Today and some days on, as people write it. */
const daysOn = (days: number) => dayOn(days).split('-').reverse().join('/');

/** Two assets of a category and a place of their own, and who borrows them. */
async function yard(client: Api, run: string) {
  const make = async (path: string, body: object) => (await client.send<Named>('POST', path, body)).body;
  const unit = await make('/localizacoes', { name: `Audiovisual ${run}`, type: 'unit' });
  const category = await make('/ativos/categorias', { name: `Câmeras ${run}` });
  const borrower = await make('/pessoas', { name: `Ivo Falcão ${run}`, location_id: unit.id });
  const tags = [`RS-A-${run}`, `RS-B-${run}`];
  const assets: Asset[] = [];
  for (const tag of tags) assets.push(await client.asset({ name: `Câmera ${run}`, tag, location_id: unit.id, category_id: category.id }));
  const lend = (asset: Asset, start: number, due: number) =>
    client.send('POST', '/movimentacoes/emprestimos', { items: [{ asset_id: asset.id }], borrower_type: 'person', borrower_id: borrower.id, start_date: dayOn(start), due_date: dayOn(due), purpose: 'Aula' });
  return { unit, category, borrower, tags, assets, lend };
}

/** The number of the loan whose page this is: the address changes before the page does. */
async function numberOf(page: Page): Promise<string> {
  const heading = page.getByRole('heading', { level: 1, name: /^EM-\d{4}-\d{6}$/ });
  await expect(heading).toBeVisible();
  return (await heading.textContent())!;
}

test('on a phone: any of a category for oneself, seen in the calendar, called off', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 409/);
  const administrator = await api('administrator');
  const run = unique();
  const { category, tags } = await yard(administrator, run);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('manager', `/emprestimos/calendario?category_id=${category.id}`);
  await expect(page.getByText('Nada reservado nesses dias')).toBeVisible();
  await screens('emprestimos-calendario-vazio');
  await page.getByRole('button', { name: 'Reservar para mim' }).click();
  const form = page.getByRole('dialog', { name: 'Reservar para mim' });
  await expect(form.getByText('2 livres nesses dias')).toBeVisible();
  await form.getByLabel('Quantos').fill('3');
  await form.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(form.getByText('Informe a finalidade.')).toBeVisible();
  await form.getByLabel('Finalidade').fill('Registro da feira');
  await form.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(form.getByText(/há 2 livres nesses dias/)).toBeVisible();
  await screens('reservar-para-mim');
  await form.getByLabel('Quantos').fill('1');
  await form.getByRole('button', { name: 'Reservar', exact: true }).click();
  const number = await numberOf(page);
  await expect(page.getByText(`Pedido: qualquer de ${category.name}`)).toBeVisible();
  await page.goto(`/emprestimos/calendario?category_id=${category.id}`);
  const bar = page.getByRole('link', { name: new RegExp(`^${tags[0]}, `) }).first();
  await expect(bar).toBeVisible();
  await screens('emprestimos-calendario-celular');
  await bar.click();
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await act(page, 'Cancelar empréstimo');
  const ending = page.getByRole('dialog', { name: `Cancelar ${number}` });
  await ending.getByLabel('Motivo').fill('A feira foi adiada');
  await ending.getByRole('button', { name: 'Cancelar empréstimo', exact: true }).click();
  await expect(page.getByText('Cancelado', { exact: true }).first()).toBeVisible();
  await page.goto('/emprestimos?own=true');
  await expect(page.getByText(number).first()).toBeVisible();
});

test('every week, with a taken date skipped; by month, week and asset; swapped before it goes out', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 409/);
  const administrator = await api('administrator');
  const run = unique();
  const { category, borrower, tags, assets, lend } = await yard(administrator, run);
  await lend(assets[0]!, 8, 9);
  await signIn('manager', `/emprestimos/calendario?category_id=${category.id}&visao=assets`);
  await page.getByRole('button', { name: `Reservar ${tags[0]} em ${daysOn(1)}` }).click();
  const form = page.getByRole('dialog', { name: 'Reservar', exact: true });
  await expect(form.getByText(tags[0]!)).toBeVisible();
  await pick(form, 'Tomador', borrower.name);
  await form.getByLabel('Finalidade').fill('Oficina de vídeo');
  await form.getByRole('combobox', { name: 'Repetir' }).click();
  await page.getByRole('option', { name: 'Toda semana' }).click();
  await form.getByLabel('Quantas vezes').fill('3');
  await form.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(form.getByText('1 data não cabe')).toBeVisible();
  await expect(form.getByText(new RegExp(`ocupado: ${tags[0]} \\(EM-`))).toBeVisible();
  await screens('reservar-repetindo');
  await form.getByRole('button', { name: 'Pular esta data' }).click();
  await expect(form.getByText('1 data será pulada')).toBeVisible();
  await form.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(page.getByText('2 reservas feitas')).toBeVisible();
  await expect(page).toHaveURL(/series_id=\d+/);
  await expect(page.getByRole('link', { name: /^EM-/ })).toHaveCount(2);

  for (const [view, name] of [['Mês', 'mes'], ['Semana', 'semana'], ['Por bem', 'bens']] as const) {
    await page.goto(`/emprestimos/calendario?category_id=${category.id}&dia=${dayOn(1)}`);
    await page.getByText(view, { exact: true }).click();
    await expect(page.getByRole('link', { name: new RegExp(`^${tags[0]}, .*de ${daysOn(1)} `) }).first()).toBeVisible();
    await screens(`emprestimos-calendario-${name}`);
  }
  await page.getByRole('link', { name: new RegExp(`^${tags[0]}, .*de ${daysOn(1)} `) }).first().click();
  const number = await numberOf(page);
  await act(page, 'Trocar bem');
  const swap = page.getByRole('dialog', { name: `Trocar bem de ${number}` });
  await swap.getByRole('button', { name: 'Trocar bem', exact: true }).click();
  await expect(page.getByText(tags[1]!).first()).toBeVisible();
  await act(page, 'Cancelar empréstimo');
  const ending = page.getByRole('dialog', { name: `Cancelar ${number}` });
  await ending.getByLabel('Motivo').fill('A oficina acabou');
  await ending.getByLabel('Cancelar também as datas seguintes desta repetição').check();
  await ending.getByRole('button', { name: 'Cancelar empréstimo', exact: true }).click();
  await expect(page.getByText('Cancelado', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Ver todas as datas' }).click();
  await expect(page.getByText('Cancelado', { exact: true })).toHaveCount(2);
});

test('an address for calendar programs: shown once, read without signing in, revoked; and the failed page', async ({ page, signIn, api, screens, allowErrors, request }) => {
  allowErrors(/status of 500/, /status of 404/);
  const administrator = await api('administrator');
  const run = unique();
  const { category, tags, assets, lend } = await yard(administrator, run);
  await lend(assets[0]!, 1, 2);
  await signIn('manager', '/emprestimos/calendario');
  await page.getByRole('button', { name: 'Assinar agenda' }).click();
  const feeds = page.getByRole('dialog', { name: 'Agendas assinadas' });
  await feeds.getByLabel('Nome').fill(`Câmeras ${run}`);
  await feeds.getByRole('combobox', { name: 'O que mostrar' }).click();
  await page.getByRole('option', { name: 'Categoria' }).click();
  await pick(feeds, 'Categoria', category.name);
  await feeds.getByRole('button', { name: 'Criar endereço' }).click();
  await expect(feeds.getByText('Copie agora: o endereço não aparece de novo.')).toBeVisible();
  await screens('agendas-assinadas');
  const url = new URL((await feeds.locator('code').textContent())!);
  const read = await request.get(url.pathname);
  expect(read.headers()['content-type']).toBe('text/calendar; charset=utf-8');
  expect((await read.text()).replaceAll('\r\n ', '')).toContain(`SUMMARY:${tags[0]} `);
  await feeds.getByRole('button', { name: `Revogar Câmeras ${run}` }).click();
  await expect(feeds.getByText('Revogada').first()).toBeVisible();
  expect((await request.get(url.pathname)).status()).toBe(404);

  await page.route('**/emprestimos/agenda?*', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"server.error","title":"x","status":500}' }));
  await page.goto(`/emprestimos/calendario?category_id=${category.id}`);
  await expect(page.getByText('O calendário não carregou')).toBeVisible();
  await screens('emprestimos-calendario-falhou');
});

test('the desk has hours: said on the calendar, a closed day is refused and the next one offered', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 422/);
  const administrator = await api('administrator');
  const run = unique();
  const { category, borrower, unit } = await yard(administrator, run);
  const hours = [...Array.from({ length: 5 }, () => [{ opens: '08:00', closes: '17:00' }]), [], []];
  const calendar = (await administrator.send<Named>('POST', '/calendarios', { location_id: unit.id, hours, optional_days: false })).body;
  const rules = await administrator.get<Record<string, unknown> & { version: number }>('/movimentacoes/emprestimos/regras');
  const { version, ...kept } = rules;
  try {
    await signIn('administrator', '/emprestimos');
    await page.getByRole('button', { name: 'Regras', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Regras de empréstimo' });
    await dialog.getByRole('combobox', { name: 'Horário do balcão' }).click();
    await page.getByRole('option', { name: unit.name }).click();
    await screens('emprestimos-regras');
    await dialog.getByRole('button', { name: 'Salvar regras' }).click();
    await expect(page.getByText('Regras de empréstimo salvas')).toBeVisible();
    const saturday = Array.from({ length: 14 }, (_, index) => index + 7).find((days) => new Date(`${dayOn(days)}T00:00:00Z`).getUTCDay() === 6)!;
    await page.goto(`/emprestimos/calendario?category_id=${category.id}&dia=${dayOn(saturday)}&visao=week`);
    await expect(page.getByText('O balcão atende:')).toBeVisible();
    await expect(page.getByText('fechado').first()).toBeVisible();
    await page.getByRole('button', { name: 'Reservar', exact: true }).click();
    const form = page.getByRole('dialog', { name: 'Reservar', exact: true });
    await form.getByRole('textbox', { name: 'De', exact: true }).fill(daysOn(saturday));
    await form.getByLabel('Devolver até').fill(daysOn(saturday + 6));
    await pick(form, 'Tomador', borrower.name);
    await form.getByLabel('Finalidade').fill('Gravação');
    await form.getByRole('button', { name: 'Reservar', exact: true }).click();
    await expect(form.getByText('O balcão não abre nesse dia')).toBeVisible();
    await form.getByRole('button', { name: /^Usar \d/ }).click();
    await form.getByRole('button', { name: 'Reservar', exact: true }).click();
    await numberOf(page);
  } finally {
    await administrator.send('PUT', '/movimentacoes/emprestimos/regras', kept);
    await administrator.send('DELETE', `/calendarios/${calendar.id}`);
    void version;
  }
});
