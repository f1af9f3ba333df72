import type { Locator, Page } from '@playwright/test';
import { act } from '../support/acting';
import { unique, type Api } from '../support/api';
import { pick } from '../support/assets';
import { expect, test } from '../support/test';

interface Named {
  id: number;
  name: string;
}

const DAY_MS = 86_400_000;

/** Two assets in a unit of their own, and who borrows them. */
async function yard(client: Api, run: string) {
  const make = async (path: string, body: object) => (await client.send<Named>('POST', path, body)).body;
  const unit = await make('/localizacoes', { name: `Mídia ${run}`, type: 'unit' });
  const borrower = await make('/pessoas', { name: `Irene Valadares ${run}`, location_id: unit.id });
  const tags = [`EM-A-${run}`, `EM-B-${run}`];
  const assets = await Promise.all(tags.map((tag) => client.asset({ name: `Projetor ${run}`, tag, location_id: unit.id })));
  return { unit, borrower, tags, assets };
}

async function draw(page: Page, pad: Locator) {
  const box = (await pad.boundingBox())!;
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.1, 0.6));
  await page.mouse.down();
  for (const [x, y] of [[0.3, 0.2], [0.5, 0.7], [0.85, 0.4]] as const) await page.mouse.move(...at(x, y), { steps: 4 });
  await page.mouse.up();
}

/** The number of the loan whose page this is: the address changes before the page does. */
async function numberOf(page: Page): Promise<string> {
  const heading = page.getByRole('heading', { level: 1, name: /^EM-\d{4}-\d{6}$/ });
  await expect(heading).toBeVisible();
  return (await heading.textContent())!;
}

/** Today and some days on, as people write it. */
const daysOn = (days: number) => new Intl.DateTimeFormat('pt-BR', { timeZone: 'America/Sao_Paulo' }).format(new Date(Date.now() + days * DAY_MS));

test('on a phone: lent from the list, handed over, signed, extended, given back damaged and well', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 404/, /status of 409/);
  const administrator = await api('administrator');
  const run = unique();
  const { unit, borrower, tags, assets } = await yard(administrator, run);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('administrator', `/ativos?location_id=${unit.id}`);
  await page.getByRole('button', { name: 'Mais ações' }).click();
  await page.getByRole('menuitem', { name: 'Selecionar' }).click();
  for (const tag of tags) await page.locator('li[data-row]').filter({ hasText: tag }).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Emprestar', exact: true }).click();
  const lending = page.getByRole('dialog', { name: 'Emprestar 2 bens' });
  await lending.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(lending.getByText('Escolha o tomador.')).toBeVisible();
  await pick(lending, 'Tomador', borrower.name);
  await lending.getByLabel('Finalidade').fill('Semana de ciências');
  await lending.getByLabel('Condições').fill('Usar só no auditório.');
  await lending.getByLabel(`Acessórios de ${tags[0]}`).fill('controle, cabo');
  await lending.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(page).toHaveURL(/\/emprestimos\/\d+$/);
  const number = await numberOf(page);
  await expect(page.getByText('Reservado', { exact: true }).first()).toBeVisible();

  await act(page, 'Entregar');
  const desk = page.getByRole('dialog', { name: `Entregar ${number}` });
  await expect(desk.getByText('2 de 2 bens marcados')).toBeVisible();
  await desk.getByLabel('Plaqueta').fill('NADA');
  await desk.getByLabel('Plaqueta').press('Enter');
  await expect(desk.getByText('NADA não é deste empréstimo.')).toBeVisible();
  await desk.getByLabel('Plaqueta').fill(tags[0]!.toLowerCase());
  await desk.getByLabel('Plaqueta').press('Enter');
  await expect(desk.getByText(`${tags[0]} marcado.`)).toBeVisible();
  await desk.getByLabel(`Estado de ${tags[0]}`).selectOption({ label: 'Bom' });
  await desk.getByRole('button', { name: 'Entregar 2 bens' }).click();
  await expect(page.getByText('Emprestado', { exact: true }).first()).toBeVisible();

  await page.getByRole('link', { name: /^TM-\d{4}-\d{6}$/ }).click();
  await expect(page.getByRole('button', { name: 'Colher assinatura' })).toBeVisible();
  await page.getByRole('button', { name: 'Colher assinatura' }).click();
  const signing = page.getByRole('dialog', { name: /^Assinar TM-/ });
  await draw(page, signing.getByTestId('signature'));
  await signing.getByRole('button', { name: 'Assinar', exact: true }).click();
  await expect(page.getByText(`Assinado por ${borrower.name}`)).toBeVisible();
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByText('Assinado', { exact: true })).toBeVisible();

  await act(page, 'Prorrogar');
  const extending = page.getByRole('dialog', { name: `Prorrogar ${number}` });
  await extending.getByLabel('Novo prazo').fill(daysOn(12));
  await extending.getByRole('button', { name: 'Prorrogar', exact: true }).click();
  await expect(extending.getByText('Diga o motivo.')).toBeVisible();
  await extending.getByLabel('Motivo').fill('A semana foi adiada');
  await extending.getByRole('button', { name: 'Prorrogar', exact: true }).click();
  await expect(page.getByText(daysOn(12)).first()).toBeVisible();

  await act(page, 'Receber de volta');
  const back = page.getByRole('dialog', { name: `Receber de volta ${number}` });
  await back.getByRole('checkbox', { name: `Marcar ${tags[1]}` }).uncheck();
  await back.getByRole('checkbox', { name: `${tags[0]} voltou com dano` }).check();
  await back.getByLabel(`Observação sobre ${tags[0]}`).fill('Lente riscada');
  await back.getByRole('checkbox', { name: `cabo de ${tags[0]}` }).uncheck();
  await expect(back.getByText('Não voltou: cabo. Fica registrado e abre uma ocorrência.')).toBeVisible();
  await screens('emprestimo-receber');
  await back.getByRole('button', { name: 'Receber 1 bem' }).click();
  await expect(page.getByText(/^Ocorrência nº \d+$/)).toBeVisible();
  await expect(page.getByText('Não voltou: cabo', { exact: true })).toBeVisible();
  await screens('emprestimo');
  await page.goto('/emprestimos');
  await page.getByRole('button', { name: 'A devolver' }).click();
  await expect(page).toHaveURL(/state=active/);
  await expect(page.getByText(number).first()).toBeVisible();
  await expect(page.getByText('1 de 2 fora').first()).toBeVisible();
  await screens('emprestimos');

  await page.goto(`/ativos/${assets[1]!.id}`);
  await act(page, 'Receber de volta');
  await page.getByRole('dialog', { name: `Receber de volta ${number}` }).getByRole('button', { name: 'Receber 1 bem' }).click();
  await expect(page.getByText(`Devolução de ${number} registrada`)).toBeVisible();
  await page.goto(`/emprestimos?asset_id=${assets[1]!.id}`);
  await page.getByText(number).first().click();
  await expect(page.getByText('Encerrado', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Devolvido', { exact: true })).toHaveCount(2);
});

test('taken days are said in the form and nothing is lost; a third party waits for approval', async ({ page, signIn, another, api, screens, allowErrors }) => {
  allowErrors(/status of 409/, /status of 422/);
  const administrator = await api('administrator');
  const run = unique();
  const { borrower, tags, assets } = await yard(administrator, run);
  const outside = (await administrator.send<Named>('POST', '/compras/fornecedores', { name: `Teatro Livre ${run}` })).body;
  await signIn('manager', `/ativos/${assets[0]!.id}`);
  await act(page, 'Emprestar');
  const lending = page.getByRole('dialog', { name: 'Emprestar 1 bem' });
  await lending.getByText('Terceiro', { exact: true }).click();
  await pick(lending, 'Tomador', outside.name);
  await pick(lending, 'Quem recebe e assina', borrower.name);
  await lending.getByLabel('Finalidade').fill('Festival de inverno');
  await lending.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(page.getByText('Aguarda aprovação').first()).toBeVisible();
  const number = await numberOf(page);
  const decider = await another('administrator', '/aprovacoes?mine=true');
  await decider.getByRole('link', { name: number }).click();
  await decider.getByRole('button', { name: 'Aprovar', exact: true }).click();
  await decider.getByRole('dialog', { name: `Aprovar ${number}` }).getByRole('button', { name: 'Aprovar', exact: true }).click();
  await expect(page.getByText('Reservado', { exact: true }).first()).toBeVisible(); // without reloading

  await act(page, 'Prorrogar');
  const extending = page.getByRole('dialog', { name: `Prorrogar ${number}` });
  await extending.getByLabel('Motivo').fill('Mais uma sessão');
  await extending.getByRole('button', { name: 'Prorrogar', exact: true }).click();
  await expect(page.getByText(/^Prorrogação até .* aguarda aprovação$/)).toBeVisible();
  await decider.getByRole('button', { name: 'Aprovar', exact: true }).click(); // again: third parties always
  await decider.getByRole('dialog', { name: `Aprovar ${number}` }).getByRole('button', { name: 'Aprovar', exact: true }).click();
  await expect(page.getByText('Concedida', { exact: true })).toBeVisible();
  await expect(page.getByText(daysOn(14)).first()).toBeVisible();

  await page.goto('/emprestimos');
  await page.getByRole('link', { name: 'Emprestar', exact: true }).click();
  const desk = page.getByRole('main');
  for (const tag of tags) {
    await desk.getByLabel('Plaqueta').fill(tag.toLowerCase());
    await desk.getByLabel('Plaqueta').press('Enter');
    await expect(desk.getByLabel(`Acessórios de ${tag}`)).toBeVisible();
  }
  await pick(desk, 'Tomador', borrower.name);
  await desk.getByLabel('Finalidade').fill('Aula aberta');
  await desk.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(desk.getByText(`${tags[0]} (${number}`)).toBeVisible();
  await expect(desk.getByRole('listitem').filter({ hasText: 'Período ocupado' })).toContainText(tags[0]!);
  await expect(desk.getByLabel('Finalidade')).toHaveValue('Aula aberta');
  await screens('emprestimo-novo');
  await desk.getByRole('button', { name: 'Tirá-lo da lista' }).click();
  await desk.getByRole('button', { name: 'Reservar', exact: true }).click();
  await expect(page.getByText('Reservado', { exact: true }).first()).toBeVisible();
  await page.goto(`/ativos/${assets[0]!.id}`);
  await act(page, 'Empréstimos');
  await expect(page).toHaveURL(new RegExp(`/emprestimos\\?asset_id=${assets[0]!.id}$`));
  await page.getByRole('link', { name: number }).click();
  await act(page, 'Cancelar empréstimo');
  const cancelling = page.getByRole('dialog', { name: `Cancelar ${number}` });
  await cancelling.getByLabel('Motivo').fill('Festival suspenso');
  await cancelling.getByRole('button', { name: 'Cancelar empréstimo' }).click();
  await expect(page.getByText('Cancelado', { exact: true }).first()).toBeVisible();
});

test('the rules of lending are read and written', async ({ page, signIn }) => {
  await signIn('administrator', '/emprestimos');
  await page.getByRole('button', { name: 'Regras', exact: true }).click();
  const rules = page.getByRole('dialog', { name: 'Regras de empréstimo' });
  const most = rules.getByLabel('Duração máxima, em dias');
  const before = Number(await most.inputValue());
  await most.fill(String(before - 1));
  await rules.getByRole('button', { name: 'Salvar regras' }).click();
  await expect(page.getByText('Regras de empréstimo salvas')).toBeVisible();
  await page.getByRole('button', { name: 'Regras', exact: true }).click();
  await expect(most).toHaveValue(String(before - 1));
});
