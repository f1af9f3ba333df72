import { expect, test } from '../support/test';
import type { Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { unique } from '../support/api';
import { program } from '../support/server';

const RUN = unique();

/** A register as towns keep them: comma before the cents, a date that is none, a row without a tag, a tag twice. */
const LINES = [
  'Plaqueta;Descrição;Local;Responsável;Valor de Aquisição;Data de Aquisição;Observação interna',
  `${RUN}-0001;Mesa redonda;Sala de Reuniões E2E;Ana Souza;1.234,56;18/04/2014;lote 1`,
  `${RUN}-0002;Cadeira fixa;Sala de Reuniões E2E;Ana Souza;90,00;25/12/2015;lote 1`,
  `${RUN}-0003;Armário alto;Arquivo E2E;Bruno Lima;800,00;18/0/82014;lote 2`,
  ';Ventilador sem plaqueta;Arquivo E2E;Bruno Lima;120,00;01/02/2016;lote 2',
  `${RUN}-0002;Cadeira repetida;Arquivo E2E;Bruno Lima;90,00;01/02/2016;lote 2`,
];
const csv = (name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${LINES.join('\r\n')}\r\n`) });

async function upload(page: Page, file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForURL(/\/ativos\/importacoes\/\d+/);
}

const column = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true });

test('a file from the drop to the assets made of it, and the same file again', async ({ page, signIn, screens }) => {
  await signIn('administrator', '/ativos');
  await page.getByRole('link', { name: 'Importar', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Solte a planilha aqui' })).toBeVisible();
  await screens('importacao-arquivo');
  await upload(page, csv('bens-e2e.csv'));

  await expect(column(page, 'Valor de Aquisição')).toContainText('1.234,56 → R$ 1.234,56');
  await expect(column(page, 'Data de Aquisição')).toContainText(/25\/12\/2015 → 25 de dezembro de 2015|18\/0\/82014/);
  await page.getByRole('button', { name: 'Mudar' }).click();
  await screens('importacao-colunas');
  const note = column(page, 'Observação interna').getByRole('combobox', { name: /Em que vira/ });
  await expect(note).toHaveValue('notes');
  await note.selectOption('extra');
  await page.reload();
  await expect(note).toHaveValue('extra');
  await expect(page.getByText('Escolhas ainda não enviadas.')).toBeVisible();
  await page.getByRole('button', { name: 'Conferir as linhas' }).click();

  await expect(page.getByText('3 ativos', { exact: true })).toBeVisible();
  await expect(page.getByText('R$ 2.124,56')).toBeVisible();
  await expect(page.getByRole('row', { name: /18\/0\/82014/ })).toContainText('Fica vazio, o texto é guardado');
  await expect(page.getByRole('row', { name: /Falta Plaqueta/ })).toContainText('A linha não entra');
  await screens('importacao-conferencia');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Baixar problemas' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('bens-e2e-problemas.csv');
  expect(readFileSync(await saved.path(), 'utf8')).toContain('18/0/82014');

  const apply = page.getByRole('button', { name: 'Importar 3 ativos' });
  await expect(apply).toBeDisabled();
  await page.getByRole('checkbox', { name: /Deixar de fora as 2 linhas/ }).click();
  await apply.click();
  await expect(page.getByRole('heading', { name: '3 ativos importados' })).toBeVisible();
  await screens('importacao-concluida');
  await page.reload();
  await expect(page.getByRole('heading', { name: '3 ativos importados' })).toBeVisible();
  await page.getByRole('link', { name: 'Ver os 3 ativos' }).click();
  await expect(page).toHaveURL(/import_id=\d+/);
  await expect(page.locator('tr[data-row]')).toHaveCount(3);
  await expect(page.getByRole('row', { name: new RegExp(`${RUN}-0001`) })).toContainText('Sala de Reuniões E2E');

  await page.goto('/ativos/importacoes');
  await expect(page.getByRole('link', { name: /bens-e2e\.csv/ })).toContainText('Importada');
  await upload(page, csv('bens-e2e-de-novo.csv'));
  await page.getByRole('button', { name: 'Conferir as linhas' }).click();
  await expect(page.getByText('Os 3 ativos deste arquivo já estão no inventário')).toBeVisible();
  await page.getByRole('checkbox', { name: /Deixar de fora/ }).click();
  await page.getByRole('button', { name: 'Concluir sem acrescentar' }).click();
  await expect(page.getByRole('heading', { name: 'Nada foi acrescentado' })).toBeVisible();
});

/** What people drop by mistake, and what they must be told. */
const MISTAKES: { name: string; mimeType: string; buffer: () => Buffer; told: RegExp }[] = [
  { name: 'vazio.csv', mimeType: 'text/csv', buffer: () => Buffer.alloc(0), told: /vazio\.csv está vazio/ },
  { name: 'so-linhas.csv', mimeType: 'text/csv', buffer: () => Buffer.from(';;;\r\n;;;\r\n'), told: /so-linhas\.csv não tem nenhuma célula preenchida/ },
  { name: 'antigo.xls', mimeType: 'application/vnd.ms-excel', buffer: oldWorkbook, told: /antigo\.xls está no formato XLS.*Salvar como/ },
  { name: 'relatorio.xlsx', mimeType: 'application/pdf', buffer: () => Buffer.from(`%PDF-1.7\n${'x'.repeat(500)}`), told: /relatorio\.xlsx é PDF/ },
  { name: 'cortado.xlsx', mimeType: 'application/zip', buffer: () => Buffer.from('PK\u0003\u0004garbage'), told: /cortado\.xlsx não pôde ser lido/ },
  { name: 'largo.csv', mimeType: 'text/csv', buffer: () => Buffer.from(Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(';')), told: /largo\.csv tem .*colunas/ },
];

/** A workbook as Excel 97-2003 wrote it, made by what the tests of the backend make theirs with. */
function oldWorkbook(): Buffer {
  const write = 'import sys; from tests.unit.tabular.ole import BIFF8, ole_file; sys.stdout.buffer.write(ole_file("Workbook", BIFF8))';
  return execFileSync(program('python'), ['-c', write], { cwd: resolve(import.meta.dirname, '../../backend') });
}

test('files that cannot be read say why, where they were dropped', async ({ page, signIn, screens, allowErrors }) => {
  allowErrors(/status of 4(15|22|13)/);
  await signIn('administrator', '/ativos/importacoes');
  for (const { name, mimeType, buffer, told } of MISTAKES) {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: buffer() });
    await expect(page.getByRole('alert')).toContainText(told);
    await screens(`importacao-recusada-${name.split('.')[0]}`);
  }
  await expect(page).toHaveURL(/\/ativos\/importacoes$/);
});

test('an import that was left is found again, and can be forgotten', async ({ page, signIn }) => {
  await signIn('administrator', '/ativos/importacoes');
  await upload(page, csv('deixado.csv'));
  await page.getByRole('link', { name: 'Continuar depois' }).click();
  await page.getByRole('link', { name: /deixado\.csv/ }).first().click();
  await page.getByRole('button', { name: /Arquivo/ }).first().click();
  await expect(page).toHaveURL(/etapa=arquivo/);
  await page.getByRole('button', { name: 'Esquecer esta importação' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Esquecer esta importação' }).click();
  await expect(page).toHaveURL(/\/ativos\/importacoes$/);
  await expect(page.getByRole('link', { name: /deixado\.csv/ })).toHaveCount(0);
});

test('a reader has no way to import', async ({ page, signIn }) => {
  await signIn('reader', '/ativos');
  await expect(page.locator('tr[data-row]').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Importar', exact: true })).toHaveCount(0);
  await page.goto('/ativos/importacoes');
  await expect(page.getByRole('heading', { name: 'Esta tela não é do seu papel' })).toBeVisible();
});
