import { unique } from '../support/api';
import { fail, hold } from '../support/states';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'serial' });

test('on a phone, not signed in: without the page one signs in; with it, contact and form, nothing of the asset', async ({ page, another, api, screens, allowErrors }) => {
  allowErrors(/status of 422/, /status of 503/);
  const administrator = await api('administrator');
  const run = unique();
  const made = await administrator.asset({ name: `Drone reservado ${run}`, tag: `ACH-${run}` });
  const { qr_url } = (await administrator.send<{ qr_url: string }>('GET', `/ativos/${made.id}`)).body;
  const path = new URL(qr_url).pathname;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(path);
  await expect(page).toHaveURL(/\/entrar\?voltar=/);

  const office = await another('administrator', '/ocorrencias');
  await office.getByRole('button', { name: 'Página de bem achado' }).click();
  const setting = office.getByRole('dialog', { name: 'Página de bem achado' });
  await setting.getByLabel('Mostrar a página').check({ force: true });
  await setting.getByRole('button', { name: 'Salvar' }).click();
  await expect(setting.getByText('Falta o contato')).toBeVisible();
  await setting.getByLabel('Contato, em texto').fill('Recepção, térreo');
  await setting.getByLabel('Telefone (se quiser)').fill('(11) 5555-0100');
  await setting.getByRole('button', { name: 'Salvar' }).click();
  await expect(office.getByText('Página de bem achado salva')).toBeVisible();

  try {
    const release = await hold(page, /\/api\/v1\/achados$/);
    await page.goto(path);
    await expect(page.locator('[aria-busy=true]').first()).toBeVisible();
    await screens('bem-achado-carregando');
    await release();
    const heal = await fail(page, /\/api\/v1\/achados$/);
    await page.goto(path);
    await expect(page.getByText('A página não carregou')).toBeVisible();
    await screens('bem-achado-falha');
    await heal();
    await page.getByRole('button', { name: 'Tentar de novo' }).click();
    await expect(page.getByRole('heading', { name: 'Você encontrou este bem?' })).toBeVisible();
    await expect(page.getByText('Recepção, térreo')).toBeVisible();
    await expect(page.locator('body')).not.toContainText('Drone');
    await expect(page.locator('body')).not.toContainText('ACH-');
    await screens('bem-achado');
    await page.getByRole('button', { name: 'Enviar aviso' }).click();
    await expect(page.getByText('Diga onde.')).toBeVisible();
    await page.getByLabel('Onde você o encontrou').fill('Ponto de ônibus da praça');
    await page.getByLabel('Mensagem').fill('Estava no banco.');
    await page.getByLabel('E-mail (se quiser)').fill('sem arroba');
    await page.getByRole('button', { name: 'Enviar aviso' }).click();
    await expect(page.getByLabel('E-mail (se quiser)')).toHaveAttribute('aria-invalid', 'true');
    await screens('bem-achado-errado');
    await page.getByLabel('E-mail (se quiser)').fill('quem.achou@example.com');
    await page.getByRole('button', { name: 'Enviar aviso' }).click();
    await expect(page.getByText('Aviso enviado. Obrigado!')).toBeVisible();
    await screens('bem-achado-enviado');

    await office.goto(`/ocorrencias?asset_id=${made.id}`);
    await expect(office.getByText('Encontrado', { exact: true }).first()).toBeVisible(); // by the job, without reloading
    await office.locator('tbody tr, li[data-row]').first().getByRole('link').first().click();
    await expect(office.getByText('Estava no banco.')).toBeVisible();
    await expect(office.getByText('quem.achou@example.com')).toBeVisible();
    await page.getByRole('link', { name: 'Trabalho aqui: entrar' }).click();
    await expect(page).toHaveURL(/\/entrar\?voltar=/);
  } finally {
    await administrator.send('PUT', '/movimentacoes/ocorrencias/pagina-do-achado', { enabled: false });
  }
});
