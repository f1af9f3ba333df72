import type { Browser, Locator, Page, TestInfo } from '@playwright/test';
import { act } from '../support/acting';
import { unique, type Api } from '../support/api';
import { pick } from '../support/assets';
import { wordsOf } from '../support/codes';
import { pdf, png } from '../support/files';
import { daysPass } from '../support/late';
import { letterTo, sendsMail } from '../support/mails';
import { baseUrl } from '../support/server';
import { expect, test } from '../support/test';

interface Named {
  id: number;
  name: string;
}
interface Versioned extends Named {
  version: number;
}

const PHONE = { width: 390, height: 844 };
const PASSWORD = 'uma frase longa de 2026';
const STROKES = [[[100, 100], [200, 120], [300, 140], [400, 100]]];

/** A unit with a camera to lend, a table that the borrower answers for, and whoever sits in the commission; lending there is asked about. */
async function office(client: Api, run: string) {
  const make = async <T = Named>(path: string, body: object) => (await client.send<T>('POST', path, body)).body;
  const unit = await make('/localizacoes', { name: `Cultura ${run}`, type: 'unit' });
  const category = await make('/ativos/categorias', { name: `Filmadoras ${run}` });
  const username = `nilo.${run.toLowerCase()}`;
  const email = `${username}@example.org`;
  const borrower = await make('/pessoas', { name: `Nilo Cordeiro ${run}`, location_id: unit.id, email });
  const chair = await make('/pessoas', { name: `Ofélia Brandão ${run}`, location_id: unit.id });
  const others = await Promise.all(['Tarcísio Nunes', 'Iracema Lobo'].map((name) => make('/pessoas', { name: `${name} ${run}`, location_id: unit.id })));
  await make('/users', { username, email, role: 'technician', password: PASSWORD, person_id: borrower.id, location_id: unit.id });
  const camera = await client.asset({ name: `Filmadora ${run}`, tag: `F-${run}`, location_id: unit.id, category_id: category.id, purchase_value: '4800.00' });
  const table = await client.asset({ name: `Mesa ${run}`, tag: `M-${run}`, location_id: unit.id, responsible_id: borrower.id });
  const rule = await make<Versioned>('/movimentacoes/aprovacoes/regras', { name: `Filmadoras ${run}`, kind: 'loan', origin_id: unit.id, levels: [{ place: 'origin' }] });
  return { unit, category, username, email, borrower, commission: [chair, ...others], camera, table, rule };
}

/** A phone of somebody who is no user of the demo. */
async function phoneOf(browser: Browser, username: string, path: string, watched: (context: ReturnType<Page['context']>) => void): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseUrl(), locale: 'pt-BR', timezoneId: 'America/Sao_Paulo', ignoreHTTPSErrors: true, viewport: PHONE, reducedMotion: 'reduce' });
  watched(context);
  const answer = await context.request.post('/api/v1/auth/login', { data: { username, password: PASSWORD } });
  expect(answer.ok()).toBe(true);
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

async function draw(page: Page, pad: Locator) {
  const box = (await pad.boundingBox())!;
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.1, 0.6));
  await page.mouse.down();
  for (const [x, y] of [[0.3, 0.2], [0.5, 0.7], [0.85, 0.4]] as const) await page.mouse.move(...at(x, y), { steps: 4 });
  await page.mouse.up();
}

/** What is saved when this is pressed, as words. */
async function saved(page: Page, info: TestInfo, name: string, press: () => Promise<void>): Promise<[string, string]> {
  const saving = page.waitForEvent('download');
  await press();
  const file = info.outputPath(name);
  await (await saving).saveAs(file);
  return [wordsOf(file), file];
}

async function headed(page: Page, prefix: string): Promise<string> {
  const heading = page.getByRole('heading', { level: 1, name: new RegExp(`^${prefix}-\\d{4}-\\d{6}$`) });
  await expect(heading).toBeVisible();
  return (await heading.textContent())!;
}

/** The one who decides, on a phone: from the list of what waits for him. */
async function approve(phone: Page, number: string) {
  await phone.goto('/aprovacoes?mine=true');
  await phone.getByText(number).first().click();
  await expect(phone.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await act(phone, 'Aprovar');
  await phone.getByRole('dialog', { name: `Aprovar ${number}` }).getByRole('button', { name: 'Aprovar', exact: true }).click();
  await expect(phone.getByRole('dialog')).toHaveCount(0);
}

test('reserved on a phone, approved, handed over and signed for, late and reminded, back with damage, disposed of; then the borrower leaves', async ({ page, signIn, another, browser, api, screens, watched, allowErrors }, info) => {
  allowErrors(/status of 404/, /status of 409/);
  const administrator = await api('administrator');
  const run = unique();
  const { unit, category, username, email, borrower, commission, camera, table, rule } = await office(administrator, run);
  const approver = await another('manager', '/');
  await approver.setViewportSize(PHONE);
  try {
    const phone = await phoneOf(browser, username, `/emprestimos/calendario?category_id=${category.id}`, watched);
    await phone.getByRole('button', { name: 'Reservar para mim' }).click();
    const form = phone.getByRole('dialog', { name: 'Reservar para mim' });
    await expect(form.getByText('1 livre nesses dias')).toBeVisible();
    await form.getByLabel('Finalidade').fill('Registro do festival');
    await form.getByRole('button', { name: 'Reservar', exact: true }).click();
    const number = await headed(phone, 'EM');
    const loan = Number(/\d+$/.exec(new URL(phone.url()).pathname)![0]);
    await expect(phone.getByText('Aguarda aprovação').first()).toBeVisible();
    await approve(approver, number);
    await expect(phone.getByText('Reservado', { exact: true }).first()).toBeVisible(); // without reloading
    await phone.context().close();

    await signIn('administrator', `/emprestimos/${loan}`);
    await handOverAndSign(page, number, borrower.name);
    daysPass(loan, 20);
    await page.reload();
    await remind(page, number, email);
    await comesBackDamaged(page, number, camera.tag);
  } finally {
    await administrator.send('DELETE', `/movimentacoes/aprovacoes/regras/${rule.id}`, undefined, { 'if-match': `"${rule.version}"` });
  }
  await resolveAsDisposal(page);
  const disposal = await askForDisposal(page, camera.tag, commission);
  await approve(approver, disposal);
  await expect(page.getByText('Aprovada', { exact: true }).first()).toBeVisible(); // without reloading
  const term = await conclude(page, disposal, info);
  for (const said of [disposal, camera.tag, 'descarte', 'baixa definitiva', commission[0]!.name]) expect(term).toContain(said);

  const { items } = await administrator.get<{ items: Named[] }>(`/movimentacoes/termos?state=pending&signer_id=${borrower.id}`);
  for (const one of items) await administrator.send('POST', `/movimentacoes/termos/${one.id}/assinatura`, { decision: 'sign', strokes: STROKES });
  await leave(page, info, { unit, borrower, tag: table.tag, screens });
});

async function handOverAndSign(page: Page, number: string, signer: string) {
  await act(page, 'Entregar');
  await page.getByRole('dialog', { name: `Entregar ${number}` }).getByRole('button', { name: 'Entregar 1 bem' }).click();
  await expect(page.getByText('Emprestado', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: /^TM-\d{4}-\d{6}$/ }).click();
  await page.getByRole('button', { name: 'Colher assinatura' }).click();
  const signing = page.getByRole('dialog', { name: /^Assinar TM-/ });
  await draw(page, signing.getByTestId('signature'));
  await signing.getByRole('button', { name: 'Assinar', exact: true }).click();
  await expect(page.getByText(`Assinado por ${signer}`)).toBeVisible();
  await page.getByRole('link', { name: number }).click();
  await headed(page, 'EM');
}

/** Once a day; where no mail is sent, nothing is remembered that nobody got. */
async function remind(page: Page, number: string, email: string) {
  await expect(page.getByText(/atras/i).first()).toBeVisible();
  await act(page, 'Lembrar');
  const reminding = page.getByRole('dialog', { name: `Lembrar de ${number}` });
  await reminding.getByRole('button', { name: 'Lembrar', exact: true }).click();
  if (!sendsMail()) {
    await expect(reminding.getByText('esta instalação não envia e-mails')).toBeVisible();
    await reminding.getByRole('button', { name: 'Cancelar' }).click();
    await expect(page.getByRole('heading', { name: 'Lembretes' })).toHaveCount(0);
    return;
  }
  await expect(page.getByRole('heading', { name: 'Lembretes' })).toBeVisible();
  await expect(page.getByText('por Helena Administradora')).toBeVisible();
  expect((await letterTo(email, /Registro do festival/)).text).toContain(number);
  await act(page, 'Lembrar');
  await reminding.getByRole('button', { name: 'Lembrar', exact: true }).click();
  await expect(reminding.getByText('já foi lembrado hoje')).toBeVisible();
  await reminding.getByRole('button', { name: 'Cancelar' }).click();
}

async function comesBackDamaged(page: Page, number: string, tag: string) {
  await act(page, 'Receber de volta');
  const back = page.getByRole('dialog', { name: `Receber de volta ${number}` });
  await back.getByRole('checkbox', { name: `${tag} voltou com dano` }).check();
  await back.getByLabel(`Observação sobre ${tag}`).fill('Sensor queimado');
  await back.getByRole('button', { name: 'Receber 1 bem' }).click();
  await expect(page.getByText('Encerrado', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: /^Ocorrência nº \d+$/ }).click();
  await expect(page.getByText('Sensor queimado').first()).toBeVisible();
  await page.getByRole('tab', { name: /^Fotos e documentos/ }).click();
  await page.locator('input[type=file]').first().setInputFiles(png('sensor.png', 40, 30, [90, 20, 20]));
  await expect(page.getByText('sensor.png', { exact: true }).first()).toBeVisible();
}

async function resolveAsDisposal(page: Page) {
  await act(page, 'Resolver');
  const resolving = page.getByRole('dialog', { name: /^Resolver a ocorrência/ });
  await resolving.getByLabel('O que foi feito').fill('Sem conserto: vai para baixa');
  await resolving.getByRole('button', { name: 'Resolver' }).click();
  await expect(page.getByText('Resolvida', { exact: true }).first()).toBeVisible();
  await act(page, 'Baixar este bem');
  await expect(page.getByLabel('Motivo')).toHaveValue(/^Ocorrência nº \d+: Sensor queimado$/);
}

async function askForDisposal(page: Page, tag: string, commission: Named[]): Promise<string> {
  await page.getByRole('combobox', { name: 'Destinação' }).click();
  await page.getByRole('option', { name: 'Descarte', exact: true }).click();
  await page.getByLabel(`Classificação de ${tag}`).selectOption({ label: 'Irrecuperável' });
  await page.getByRole('switch', { name: 'Lixo eletrônico' }).check();
  for (const { name } of commission) await pick(page, 'Comissão', name);
  await page.getByLabel('Laudo').fill('Sensor queimado; não compensa consertar.');
  await page.getByRole('button', { name: 'Pedir aprovação' }).click();
  await expect(page.getByText('Aguarda aprovação').first()).toBeVisible();
  return headed(page, 'BX');
}

/** Concluded with the certificate of e-waste; what the term says. */
async function conclude(page: Page, number: string, info: TestInfo): Promise<string> {
  await page.getByRole('tab', { name: /^Documentos/ }).click();
  await page.locator('input[type=file]').first().setInputFiles(pdf('certificado.pdf', 'Certificado de destinacao'));
  await expect(page.getByText('certificado.pdf', { exact: true }).first()).toBeVisible();
  await act(page, 'Concluir');
  const concluding = page.getByRole('dialog', { name: `Concluir ${number}` });
  await concluding.getByRole('combobox', { name: 'Certificado de destinação' }).click();
  await page.getByRole('option', { name: 'certificado.pdf', exact: true }).click();
  await concluding.getByRole('button', { name: 'Concluir', exact: true }).click();
  await expect(page.getByText('Concluída', { exact: true }).first()).toBeVisible();
  await page.getByRole('tab', { name: /^Bens/ }).click();
  await page.getByRole('link', { name: /^TM-\d{4}-\d{6}$/ }).click();
  const [words] = await saved(page, info, 'termo-de-baixa.pdf', () => page.getByRole('button', { name: /^PDF/ }).first().click());
  return words.replace(/\u200b\s*/g, ''); // a long tag breaks within its column
}

interface Leaving {
  unit: Named;
  borrower: Named;
  tag: string;
  screens: (name: string) => Promise<void>;
}

/** Refused as long as the table is there; given back by its code; then the paper, which anybody verifies. */
async function leave(page: Page, info: TestInfo, { unit, borrower, tag, screens }: Leaving) {
  await page.goto(`/pessoas/${borrower.id}/desligamento`);
  const issuing = page.getByRole('dialog', { name: `Emitir nada consta de ${borrower.name}` });
  await page.getByRole('button', { name: 'Emitir nada consta' }).click();
  await issuing.getByRole('button', { name: 'Emitir nada consta' }).click();
  await expect(issuing.getByText('Não se emite nada consta enquanto houver pendências')).toBeVisible();
  await issuing.getByRole('button', { name: 'Cancelar' }).click();
  await expect(page.getByRole('list', { name: 'O que falta' })).toContainText('Bens sob responsabilidade: 1');
  await page.getByLabel('Código do bem').fill(tag.toLowerCase());
  await page.getByLabel('Código do bem').press('Enter');
  await expect(page.getByRole('checkbox', { name: `Marcar ${tag}` })).toBeChecked();
  await pick(page.locator('main'), 'Local que recebe', unit.name);
  await page.getByRole('button', { name: 'Concluir com 1 bem' }).click();
  await expect(page.getByText('Feito', { exact: true })).toHaveCount(1);
  await page.getByRole('button', { name: 'Emitir nada consta' }).click();
  await issuing.getByRole('button', { name: 'Emitir nada consta' }).click();
  await expect(page.getByText('Em vigor', { exact: true })).toBeVisible();
  const number = (await page.getByText(/^NC-\d{4}-\d{6}$/).first().textContent())!;
  await screens('cadeia-nada-consta');
  const [words, file] = await saved(page, info, 'nada-consta.pdf', () => page.getByRole('button', { name: 'Baixar PDF' }).click());
  for (const said of [number, borrower.name, 'comissões de baixas em aberto']) expect(words).toContain(said);
  const code = /\/verificar\/\s*([0-9a-z]{26})/.exec(words)![1]!;
  await page.context().clearCookies();
  await page.goto(`/verificar/${code}`);
  await expect(page.getByText(number)).toBeVisible();
  await expect(page.getByText('Em vigor', { exact: true })).toBeVisible();
  await expect(page.getByText(borrower.name)).toHaveCount(0);
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('É o PDF que emitimos')).toBeVisible();
}
