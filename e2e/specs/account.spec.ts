import type { Page } from '@playwright/test';
import { unique, type Api } from '../support/api';
import { letterTo, sendsMail } from '../support/mails';
import { baseUrl } from '../support/server';
import { expect, test } from '../support/test';
import { codeOf } from '../support/totp';

const PASSWORD = 'cavalo bateria grampo';
const NEXT = 'girassol na varanda azul';

/** A reader of his own, so that no other test is signed out with him. */
async function somebody(api: Api): Promise<string> {
  const username = `conta.${unique().toLowerCase()}`;
  await api.send('POST', '/users', { username, email: `${username}@example.org`, name: `Pessoa ${username}`, role: 'reader', password: PASSWORD });
  return username;
}

async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Usuário ou e-mail').fill(username);
  await page.getByLabel('Senha', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

async function openAccount(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.goto('/entrar?voltar=/conta');
  await enter(page, username, password);
  await expect(page.getByRole('heading', { name: 'Sessões abertas' })).toBeVisible();
}

test('the password is changed, and the other sessions end', async ({ page, api, browser, screens, allowErrors }) => {
  allowErrors(/status of 422/);
  const username = await somebody(await api('administrator'));
  const elsewhere = await browser.newContext({ baseURL: baseUrl(), ignoreHTTPSErrors: true });
  const other = await elsewhere.newPage();
  await openAccount(other, username);
  await openAccount(page, username);
  await expect(page.getByText('Este aparelho')).toBeVisible();
  await expect(page.getByText(/^Usada por último em .+ · \S+$/)).toHaveCount(2);
  await screens('conta');
  await page.getByRole('button', { name: 'Trocar senha' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Senha atual').fill('errada, com certeza');
  await dialog.getByLabel('Nova senha').fill('curta');
  await dialog.getByRole('button', { name: 'Trocar senha' }).click();
  await expect(dialog.getByText('A senha não confere.')).toBeVisible();
  await screens('conta-senha-errada');
  await dialog.getByLabel('Senha atual').fill(PASSWORD);
  await dialog.getByLabel('Nova senha').fill(NEXT);
  await dialog.getByRole('button', { name: 'Trocar senha' }).click();
  await expect(page.getByText('Senha trocada')).toBeVisible();
  await expect(other).toHaveURL(/\/entrar/); // told by the live connection, without a click
  await expect(page.getByText('Não há sessão aberta em outro aparelho.')).toBeVisible();
  await elsewhere.close();
});

test('one session is ended from another', async ({ page, api, browser }) => {
  const username = await somebody(await api('administrator'));
  const elsewhere = await browser.newContext({ baseURL: baseUrl(), ignoreHTTPSErrors: true });
  const other = await elsewhere.newPage();
  await openAccount(other, username);
  await openAccount(page, username);
  await page.getByRole('button', { name: /^Encerrar a sessão em/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Encerrar' }).click();
  await expect(other).toHaveURL(/\/entrar/);
  await elsewhere.close();
});

test('a second step: enrolled, asked for, and a recovery code in its place', async ({ page, api, screens, allowErrors }) => {
  allowErrors(/status of 422/);
  const username = await somebody(await api('administrator'));
  await openAccount(page, username);
  await page.getByRole('button', { name: 'Ligar a verificação em duas etapas' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Senha atual').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Continuar' }).click();
  const shown = dialog.locator('[data-secret]');
  await expect(shown).toBeVisible();
  await expect(dialog.getByRole('img', { name: 'Código QR para o aplicativo autenticador' })).toBeVisible();
  await screens('conta-duas-etapas');
  const secret = (await shown.getAttribute('data-secret'))!;
  await dialog.getByRole('textbox', { name: /^Código/ }).fill('000000');
  await dialog.getByRole('button', { name: 'Ligar' }).click();
  await expect(dialog.getByText(/O código não confere/)).toBeVisible();
  await dialog.getByRole('textbox', { name: /^Código/ }).fill(codeOf(secret));
  await dialog.getByRole('button', { name: 'Ligar' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(10);
  await screens('conta-codigos');
  const recovery = await page.getByRole('dialog').getByRole('listitem').first().innerText();
  await page.getByRole('dialog').getByRole('button', { name: 'Fechar' }).last().click();
  await expect(page.getByText('Restam 10 códigos de recuperação.')).toBeVisible();
  await screens('conta-protegida');

  for (const code of [codeOf(secret, 1), recovery]) {
    // left first: a page that is just opening its live connection would find its session gone
    await page.goto('about:blank');
    await page.context().request.post('/api/v1/auth/logout');
    await page.goto('/entrar?voltar=/conta');
    await enter(page, username, PASSWORD);
    await expect(page.getByRole('heading', { name: 'Segunda etapa' })).toBeVisible();
    await page.getByLabel('Código').fill('123456');
    await page.getByRole('button', { name: 'Entrar' }).click();
    await expect(page.getByText(/O código não confere/)).toBeVisible();
    if (code !== recovery) await screens('entrar-segunda-etapa');
    await page.getByLabel('Código').fill(code);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await expect(page.getByRole('heading', { name: 'Sessões abertas' })).toBeVisible();
  }
  await expect(page.getByText('Restam 9 códigos de recuperação.')).toBeVisible();
});

test('somebody is invited, chooses a password and signs in; the link is good once', async ({ page, signIn, browser, screens, allowErrors }) => {
  allowErrors(/status of 410/, /status of 422/);
  const username = `convite.${unique().toLowerCase()}`;
  await signIn('administrator', '/usuarios');
  await page.getByRole('button', { name: 'Novo usuário' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('textbox', { name: 'Nome' }).fill('Convidada de Teste');
  await drawer.getByLabel('Usuário').fill(username);
  await drawer.getByLabel('E-mail').fill(`${username}@example.org`);
  await drawer.getByLabel('Papel').click();
  await page.getByRole('option', { name: 'Consulta' }).click();
  await screens('usuario-novo');
  await drawer.getByRole('button', { name: 'Salvar' }).first().click();
  await expect(page.getByRole('heading', { name: 'Enviar convite' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Enviar convite' }).click();
  if (!sendsMail()) await expect(page.getByText('O link aparece só agora')).toBeVisible();
  const mailed = sendsMail() ? await letterTo(`${username}@example.org`, /\/senha#/) : null;
  await screens('usuario-convite');
  const link = mailed ? /https:\S+\/senha#\S+/.exec(mailed.text)![0] : await page.getByRole('dialog').getByText(/#[\w-]{40,}/).innerText();
  expect(new URL(link).pathname).toBe('/senha');

  const elsewhere = await browser.newContext({ baseURL: baseUrl(), locale: 'pt-BR', ignoreHTTPSErrors: true });
  const guest = await elsewhere.newPage();
  await guest.goto(`/senha${new URL(link).hash}`);
  await expect(guest.getByRole('heading', { name: 'Criar sua senha' })).toBeVisible();
  expect(new URL(guest.url()).hash).toBe(''); // it stays in no history
  await guest.getByLabel('Nova senha').fill('12345678');
  await guest.getByRole('button', { name: 'Salvar senha' }).click();
  await expect(guest.getByText(/Senha fácil de adivinhar/)).toBeVisible();
  await guest.getByLabel('Nova senha').fill(NEXT);
  await guest.getByRole('button', { name: 'Salvar senha' }).click();
  await expect(guest.getByText('Senha criada')).toBeVisible();
  await expect(guest.getByLabel('Usuário ou e-mail')).toHaveValue(username);
  await guest.getByLabel('Senha', { exact: true }).fill(NEXT);
  await guest.getByRole('button', { name: 'Entrar' }).click();
  await expect(guest).toHaveURL(/\/ativos/);
  await elsewhere.close();

  await page.goto('about:blank');
  await page.goto(`/senha${new URL(link).hash}`);
  await expect(page.getByText('Este link não vale mais')).toBeVisible();
  await screens('senha-link-vencido');
});

test('who forgot the password is told what happens next where no mail is sent', async ({ page, screens, allowErrors }) => {
  allowErrors(/status of 409/);
  if (sendsMail()) {
    const body = { code: 'identity.mail_off', status: 409, title: 'Este sistema não envia e-mail', request_id: '0f31ab77c2' };
    await page.route('**/auth/password/reset', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(body) }));
  }
  await page.goto('/entrar');
  await page.getByRole('link', { name: 'Esqueci minha senha' }).click();
  await expect(page.getByRole('heading', { name: 'Esqueci minha senha' })).toBeVisible(); // both pages ask for the name
  await page.getByLabel('Usuário ou e-mail').fill('leitor');
  await screens('esqueci-senha');
  await page.getByRole('button', { name: 'Enviar link' }).click();
  await expect(page.getByText('Este sistema não envia e-mail')).toBeVisible();
  await screens('esqueci-senha-sem-email');
});

test('who forgot the password gets a link by mail, and chooses another', async ({ page, api }) => {
  test.skip(!sendsMail(), 'only the deployment sends mail here');
  const username = await somebody(await api('administrator'));
  await page.goto('/entrar');
  await page.getByRole('link', { name: 'Esqueci minha senha' }).click();
  await expect(page.getByRole('heading', { name: 'Esqueci minha senha' })).toBeVisible();
  await page.getByLabel('Usuário ou e-mail').fill(`${username}@example.org`);
  await page.getByRole('button', { name: 'Enviar link' }).click();
  await expect(page.getByText('Confira seu e-mail')).toBeVisible();
  const link = /https:\S+\/senha#\S+/.exec((await letterTo(`${username}@example.org`, /\/senha#/)).text)![0];
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Criar nova senha' })).toBeVisible();
  await page.getByLabel('Nova senha').fill(NEXT);
  await page.getByRole('button', { name: 'Salvar senha' }).click();
  await expect(page.getByLabel('Usuário ou e-mail')).toHaveValue(username);
  await enter(page, username, NEXT);
  await expect(page).toHaveURL(/\/ativos/);
});
