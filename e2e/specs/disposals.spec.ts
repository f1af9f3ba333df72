import type { Page, TestInfo } from '@playwright/test';
import { act } from '../support/acting';
import { unique, type Api } from '../support/api';
import { pick, rowOf } from '../support/assets';
import { wordsOf } from '../support/codes';
import { pdf, png } from '../support/files';
import { takePictures } from '../support/pictures';
import { answer, fail, hold, NOTHING } from '../support/states';
import { expect, test } from '../support/test';

interface Named {
  id: number;
  name: string;
}

/** Some assets in a unit of their own, and who sits in the commission. */
async function shed(client: Api, run: string, count = 3) {
  const make = async (path: string, body: object) => (await client.send<Named>('POST', path, body)).body;
  const unit = await make('/localizacoes', { name: `Depósito ${run}`, type: 'unit' });
  const chair = await make('/pessoas', { name: `Ofélia Brandão ${run}`, location_id: unit.id });
  const member = await make('/pessoas', { name: `Tarcísio Nunes ${run}`, location_id: unit.id });
  const third = await make('/pessoas', { name: `Iracema Lobo ${run}`, location_id: unit.id });
  const tags = Array.from({ length: count }, (_, at) => `BX-${at + 1}-${run}`);
  const assets = await Promise.all(tags.map((tag) => client.asset({ name: `Computador ${run}`, tag, location_id: unit.id, purchase_value: '2000.00' })));
  return { unit, chair, member, third, tags, assets };
}

async function choose(page: Page, label: string, option: string, within = page.locator('body')) {
  await within.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Without blanks and hyphens: where a narrow column breaks a tag, it is still the tag. */
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** What is saved when this is pressed, as words. */
async function saved(page: Page, info: TestInfo, name: string, press: () => Promise<void>): Promise<string> {
  const saving = page.waitForEvent('download');
  await press();
  const file = info.outputPath(name);
  await (await saving).saveAs(file);
  return wordsOf(file);
}

test('three assets: chosen, classified, asked for, approved on a phone, concluded with the certificate, reversed', async ({ page, signIn, another, api, screens, allowErrors }, info) => {
  allowErrors(/status of 404/, /status of 422/);
  const administrator = await api('administrator');
  const run = unique();
  const { unit, chair, member, third, tags, assets } = await shed(administrator, run);
  await signIn('manager', `/ativos?location_id=${unit.id}`);
  for (const tag of tags) await rowOf(page, tag).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Baixar', exact: true }).click();
  const beginning = page.getByRole('dialog', { name: 'Baixar 3 bens' });
  await beginning.getByRole('button', { name: 'Montar a baixa' }).click();
  await expect(beginning.getByText('Escolha a destinação.')).toBeVisible();
  await choose(page, 'Destinação', 'Descarte', beginning);
  await beginning.getByLabel('Motivo').fill('Sem conserto depois da enchente');
  await beginning.getByRole('button', { name: 'Montar a baixa' }).click();
  const heading = page.getByRole('heading', { level: 1, name: /^Rascunho BX-\d{4}-\d{6}$/ });
  await expect(heading).toBeVisible();
  const number = (await heading.textContent())!.replace('Rascunho ', '');

  await page.getByRole('button', { name: 'Pedir aprovação' }).click();
  await expect(page.getByText('Classifique o bem.')).toHaveCount(3);
  await expect(page.getByText('A comissão precisa de ao menos 3 pessoas.')).toBeVisible(); // the rule of the demo
  await screens('baixa-rascunho-falta');
  await page.getByLabel('Classificar todos como').selectOption({ label: 'Irrecuperável' });
  await page.getByLabel(`Classificação de ${tags[1]}`).selectOption({ label: 'Antieconômico' });
  await page.getByLabel(`Valor avaliado de ${tags[0]}`).fill('150,00');
  await page.getByLabel(`Observação sobre ${tags[0]}`).fill('Placa oxidada');
  await page.getByRole('switch', { name: 'Lixo eletrônico' }).check();
  await page.getByLabel('Laudo').fill('Placas oxidadas; o conserto custa mais que um bem novo.');
  await pick(page, 'Comissão', chair.name);
  await pick(page, 'Comissão', member.name);
  await pick(page, 'Comissão', third.name);
  await page.getByLabel('Portaria ou ato').fill('Portaria nº 12/2026');
  await page.getByLabel('Processo').fill('23000.1234/2026');
  await page.getByRole('link', { name: 'Ativos', exact: true }).first().click();
  await expect(page).toHaveURL(/\/ativos/);
  await page.goBack(); // what was typed is still there
  await expect(page.getByLabel('Portaria ou ato')).toHaveValue('Portaria nº 12/2026');
  await screens('baixa-editor');
  await page.getByRole('button', { name: 'Pedir aprovação' }).click();
  await expect(page.getByRole('heading', { level: 1, name: number, exact: true })).toBeVisible();
  await expect(page.getByText('Aguarda aprovação').first()).toBeVisible();
  await page.goto(`/ativos/${assets[0]!.id}`);
  await expect(page.getByText('Em processo de baixa')).toBeVisible();
  await page.getByRole('link', { name: number }).click();

  const phone = await another('administrator', '/aprovacoes?mine=true');
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.getByText(number).first().click();
  await expect(phone.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await takePictures(phone, 'baixa-aprovar');
  await act(phone, 'Aprovar');
  await phone.getByRole('dialog', { name: `Aprovar ${number}` }).getByRole('button', { name: 'Aprovar', exact: true }).click();
  await expect(page.getByText('Aprovada', { exact: true }).first()).toBeVisible(); // without reloading

  await page.getByRole('button', { name: `Anexos de ${tags[0]}`, exact: false }).click();
  await page.getByRole('dialog').locator('input[type=file]').first().setInputFiles(png('placa.png', 40, 30, [120, 60, 30]));
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Abrir placa.png' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Documentos/ }).click();
  await page.locator('input[type=file]').first().setInputFiles(pdf('certificado.pdf', 'Certificado de destinacao'));
  await expect(page.getByText('certificado.pdf', { exact: true }).first()).toBeVisible();
  await act(page, 'Concluir');
  const concluding = page.getByRole('dialog', { name: `Concluir ${number}` });
  await concluding.getByRole('button', { name: 'Concluir', exact: true }).click();
  await expect(concluding.getByText('Escolha o certificado entre os documentos.')).toBeVisible();
  await choose(page, 'Certificado de destinação', 'certificado.pdf', concluding);
  await pick(concluding, 'Quem recebe e assina', member.name);
  await concluding.getByLabel('Nota ou recibo').fill('Coleta 881');
  await concluding.getByLabel('Valor recebido (R$)').fill('30,00');
  await screens('baixa-concluir');
  await concluding.getByRole('button', { name: 'Concluir', exact: true }).click();
  await expect(page.getByText('Concluída', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Certificado', { exact: true })).toBeVisible(); // marked among the documents
  await screens('baixa-documentos');
  await page.getByRole('tab', { name: /^Bens/ }).click();
  await expect(page.getByText('R$ 30,00')).toBeVisible();
  await screens('baixa');

  const lot = await saved(page, info, 'lote.pdf', () => act(page, 'Página do lote'));
  expect(lot).toContain(number);
  for (const tag of tags) expect(letters(lot)).toContain(letters(tag));
  await page.getByRole('link', { name: /^TM-\d{4}-\d{6}$/ }).click();
  const term = await saved(page, info, 'termo.pdf', () => page.getByRole('button', { name: /^PDF/ }).first().click());
  for (const said of ['baixa definitiva', 'descarte', number, '23000.1234/2026', 'Portaria nº 12/2026', 'Coleta 881', member.name, ...tags]) expect(letters(term)).toContain(letters(said));

  await page.goto('/ler');
  await page.getByRole('textbox').first().fill(tags[0]!);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: `Computador ${run}` })).toBeVisible();
  await expect(page.getByText('Baixado', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Baixado em')).toBeVisible();
  await screens('ativo-baixado');

  await phone.goto(page.url());
  await phone.getByRole('link', { name: number }).click();
  await act(phone, 'Estornar');
  const reversing = phone.getByRole('dialog', { name: `Estornar ${number}` });
  await reversing.getByRole('button', { name: 'Estornar', exact: true }).click();
  await expect(reversing.getByText('Diga o motivo.')).toBeVisible();
  await reversing.getByLabel('Motivo').fill('Baixados por engano');
  await reversing.getByRole('button', { name: 'Estornar', exact: true }).click();
  await expect(phone.getByText('Estornada', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Baixado em')).toHaveCount(0); // without reloading
  await expect(page.getByText('Disponível', { exact: true }).first()).toBeVisible();
});

test('what is lost on loan opens its disposal, whose police report is asked for when it was stolen', async ({ page, signIn, api, screens }) => {
  const administrator = await api('administrator');
  const run = unique();
  const { chair, tags, assets } = await shed(administrator, run, 2);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(new Date());
  const loan = (await administrator.send<Named & { number: string }>('POST', '/movimentacoes/emprestimos', { items: assets.map(({ id }) => ({ asset_id: id })), borrower_type: 'person', borrower_id: chair.id, start_date: day, due_date: day, purpose: 'Mutirão' })).body;
  await administrator.send('POST', `/movimentacoes/emprestimos/${loan.id}/entrega`, { items: assets.map(({ id }) => ({ asset_id: id })) });
  await signIn('administrator', `/emprestimos/${loan.id}`);
  await act(page, 'Extraviado');
  const losing = page.getByRole('dialog', { name: `Registrar extravio em ${loan.number}` });
  await losing.getByRole('button', { name: 'Registrar extravio' }).click();
  await expect(losing.getByText('Marque ao menos um bem.')).toBeVisible();
  await losing.getByLabel('Plaqueta').fill(tags[0]!.toLowerCase());
  await losing.getByLabel('Plaqueta').press('Enter');
  await losing.getByLabel('O que aconteceu').fill('Levado do carro durante o evento');
  await screens('emprestimo-extravio');
  await losing.getByRole('button', { name: 'Registrar extravio' }).click();
  await expect(page).toHaveURL(/\/baixas\/\d+$/);
  await expect(page.getByText('Extravio', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: loan.number }).click();
  await page.getByRole('link', { name: 'Extraviado' }).click();
  await act(page, 'Pedir aprovação');
  await expect(page.getByRole('dialog').getByText('classificar 1 bem')).toBeVisible();
  await page.getByRole('link', { name: 'Editar o rascunho' }).click();
  await choose(page, 'Destinação', 'Furto');
  await page.getByLabel(`Classificação de ${tags[0]}`).selectOption({ label: 'Ocioso' });
  await page.getByRole('button', { name: 'Pedir aprovação' }).click();
  await expect(page.getByText('Informe o número do boletim.')).toBeVisible();
  await page.getByLabel('Boletim de ocorrência').fill('BO 991/2026');
  await page.getByLabel('Data do boletim').fill('10/11/2026');
  await screens('baixa-furto');
  await page.getByRole('button', { name: 'Guardar rascunho' }).click();
  await expect(page.getByText('BO 991/2026')).toBeVisible();
  await act(page, 'Cancelar baixa');
  await page.getByRole('dialog').getByLabel('Motivo').fill('Vai por outro processo');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancelar baixa' }).click();
  await expect(page.getByText('Cancelada', { exact: true }).first()).toBeVisible();
});

test('the list: filled, loading, empty, failed; who only reads is offered nothing to write', async ({ page, signIn, another, api, screens, allowErrors }) => {
  allowErrors(/status of 503/);
  const administrator = await api('administrator');
  const run = unique();
  const { assets } = await shed(administrator, run, 1);
  const made = (await administrator.send<Named & { number: string }>('POST', '/movimentacoes/baixas', { items: [{ asset_id: assets[0]!.id, classification: 'idle', appraised_value: '80.00' }], destination: 'donation', reason: 'Sem uso' })).body;
  await signIn('administrator', `/baixas?asset_id=${assets[0]!.id}`);
  await expect(page.getByText(made.number)).toBeVisible();
  await page.getByRole('button', { name: 'Rascunhos', exact: true }).click();
  await expect(page).toHaveURL(/state=draft/);
  await page.goto('/baixas');
  await expect(page.getByText(made.number)).toBeVisible();
  await screens('baixas');
  await page.getByRole('button', { name: 'Regras' }).click();
  await expect(page.getByLabel('Pessoas na comissão, no mínimo')).toHaveValue('3');
  await screens('baixas-regras');
  await page.keyboard.press('Escape');
  await page.goto(`/baixas/${made.id}`);
  await expect(page.getByText('Sem uso')).toBeVisible();
  await screens('baixa-rascunho');
  await page.goto('/baixas/nova');
  await expect(page.getByRole('heading', { level: 1, name: 'Nova baixa' })).toBeVisible();
  await screens('baixa-nova');

  const release = await hold(page, /\/api\/v1\/movimentacoes\/baixas\?/);
  await page.goto('/baixas');
  await expect(page.locator('[aria-busy=true]').first()).toBeVisible();
  await screens('baixas-carregando');
  await release();
  const refill = await answer(page, /\/api\/v1\/movimentacoes\/baixas\?/, NOTHING);
  await page.goto('/baixas');
  await expect(page.getByText('Nenhuma baixa')).toBeVisible();
  await screens('baixas-vazia');
  await refill();
  await fail(page, /\/api\/v1\/movimentacoes\/baixas/);
  await page.goto('/baixas');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await screens('baixas-falha');
  await page.goto(`/baixas/${made.id}`);
  await expect(page.getByText('A baixa não carregou')).toBeVisible();
  await screens('baixa-falha');

  const reader = await another('reader', `/baixas/${made.id}`);
  await expect(reader.getByRole('heading', { level: 1, name: made.number })).toBeVisible();
  await expect(reader.getByRole('button', { name: 'Página do lote' })).toBeVisible();
  await expect(reader.getByRole('button', { name: /Pedir|Editar|Cancelar/ })).toHaveCount(0);
  await reader.goto('/baixas');
  await expect(reader.getByText(made.number)).toBeVisible();
  await expect(reader.getByRole('link', { name: 'Nova baixa' })).toHaveCount(0);
});
