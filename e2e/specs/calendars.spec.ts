import { Api, unique } from '../support/api';
import { pick } from '../support/assets';
import { expect, test } from '../support/test';

interface Place {
  id: number;
  name: string;
}

test('the calendar of the organisation: hours, holidays, a day of its own', async ({ page, signIn, screens }) => {
  await signIn('administrator', '/calendarios');
  await expect(page.getByRole('heading', { level: 1, name: 'Calendários' })).toBeVisible();
  const days = page.getByRole('list', { name: 'Dias especiais do ano' });
  await expect(days.getByText('Tiradentes')).toBeVisible();
  await expect(page.getByText(/Um prazo de 5 dias úteis que começa agora termina em/)).toBeVisible();
  await screens('calendario');

  const name = `Padroeira ${unique()}`;
  const year = new Date().getFullYear();
  const taken = (await (await Api.as('administrator')).get<{ items: { date: string }[] }>(`/calendarios/1/anos/${year}`)).items.map((item) => item.date);
  const date = [...Array(28).keys()].map((day) => `${year}-08-${String(day + 1).padStart(2, '0')}`).find((one) => !taken.includes(one))!;
  await page.getByRole('button', { name: 'Acrescentar dia' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Acrescentar' }).click();
  await expect(dialog.getByText('Informe a data.')).toBeVisible();
  await dialog.getByLabel('Data', { exact: false }).first().fill(date.split('-').reverse().join('/'));
  await dialog.getByLabel('Nome').fill(name);
  await screens('calendario-dia');
  await dialog.getByRole('button', { name: 'Acrescentar' }).click();
  await expect(days.getByText(name)).toBeVisible();
  await page.getByRole('button', { name: `Retirar ${name}` }).click();
  await expect(days.getByText(name)).toHaveCount(0);

  await page.getByRole('button', { name: 'Editar expediente' }).click();
  await page.getByLabel('Sábado').fill('manhã');
  await page.getByRole('button', { name: 'Salvar' }).click();
  await expect(page.getByRole('dialog').getByText('Escreva como 08:00-12:00, 13:00-17:00.', { exact: true })).toBeVisible();
  await page.getByLabel('Sábado').fill('8-12');
  await screens('calendario-expediente');
  await page.getByRole('button', { name: 'Salvar' }).click();
  await expect(page.getByText('08:00–12:00', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Editar expediente' }).click();
  await page.getByLabel('Sábado').fill('');
  await page.getByRole('button', { name: 'Salvar' }).click();
  await expect(page.getByText('08:00–12:00', { exact: true })).toHaveCount(0);
});

test('a place gets a calendar of its own, and gives it back; a reader only looks', async ({ page, signIn, another, api, screens, allowErrors }) => {
  allowErrors(/status of 404/); // who looks at it when it goes asks for it once more
  const administrator = await api('administrator');
  const place = (await administrator.send<Place>('POST', '/localizacoes', { name: `Unidade ${unique()}`, type: 'unit' })).body;
  await signIn('administrator', '/calendarios');
  await page.getByRole('button', { name: 'Calendário de um local' }).click();
  await pick(page.getByRole('dialog'), 'Local', place.name);
  await page.getByRole('combobox', { name: 'Estado' }).fill('SP');
  await page.getByRole('option', { name: 'SP' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Criar calendário' }).click();
  await expect(page).toHaveURL(/\/calendarios\/\d+$/);
  await expect(page.getByRole('list', { name: 'Dias especiais do ano' }).getByText('Feriado estadual').first()).toBeVisible();
  await screens('calendario-local');
  const reader = await another('reader', new URL(page.url()).pathname);
  await expect(reader.getByRole('list', { name: 'Dias especiais do ano' })).toBeVisible();
  await expect(reader.getByRole('button', { name: /Editar|Acrescentar|Excluir|Calendário de um local/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Excluir' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Excluir calendário' }).click();
  await expect(page).toHaveURL(/\/calendarios$/);
  await expect(page.getByText('Toda a organização')).toBeVisible();
});
