import { expect, test } from '../support/test';
import { unique, type Item } from '../support/api';

test('the whole CPF is shown to who may, and the trail remembers it', async ({ page, signIn, api, screens }) => {
  const name = `Célia Nunes ${unique()}`;
  const person = (await (await api('manager')).send<Item>('POST', '/pessoas', { name, cpf: freshCpf() })).body;
  await signIn('manager', `/pessoas/${person.id}`);
  await expect(page.getByText(/^\*\*\*\.\d{3}\.\d{3}-\*\*$/)).toBeVisible();
  await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
  await expect(page.getByText(/^\d{3}\.\d{3}\.\d{3}-\d{2}$/)).toBeVisible();
  await screens('pessoa-cpf');
  await page.getByRole('button', { name: 'Ocultar', exact: true }).click();
  await expect(page.getByText(/^\d{3}\.\d{3}\.\d{3}-\d{2}$/)).toHaveCount(0);
  await page.getByRole('tab', { name: 'Histórico' }).click();
  await expect(page.getByText(/leu o CPF inteiro de/)).toBeVisible();
});

test('who only reads sees the middle of a CPF', async ({ page, signIn, api }) => {
  const person = (await (await api('manager')).send<Item>('POST', '/pessoas', { name: `Davi ${unique()}`, cpf: freshCpf() })).body;
  await signIn('reader', `/pessoas/${person.id}`);
  await expect(page.getByText(/^\*\*\*\.\d{3}\.\d{3}-\*\*$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mostrar', exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Unir a outro cadastro' })).toHaveCount(0);
});

test('two records of one person become one, with what she answers for', async ({ page, signIn, api, screens }) => {
  const run = unique();
  const manager = await api('manager');
  const register = async (fields: object) => (await manager.send<Item>('POST', '/pessoas', fields)).body;
  const short = await register({ name: `JOANA P. ${run}`, registration: `A-${run}`, cpf: freshCpf() });
  const full = await register({ name: `Joana Prado ${run}`, registration: `B-${run}`, email: 'joana@example.org' });
  for (const number of [1, 2]) await manager.send('POST', '/ativos', { name: `Cadeira ${number}`, tag: `${run}-${number}`, responsible_id: short.id });

  await signIn('manager', `/pessoas/${full.id}`);
  await page.getByRole('button', { name: 'Unir a outro cadastro' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Unir cadastros' }).click();
  await expect(dialog.getByText('Escolha o outro cadastro.')).toBeVisible();
  const picker = dialog.getByRole('combobox', { name: 'O outro cadastro da mesma pessoa' });
  await picker.fill(`JOANA P. ${run}`);
  await expect(picker).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('option', { name: new RegExp(`JOANA P. ${run}`) }).click();
  await expect(dialog.getByText('2 ativos passam para o cadastro que fica')).toBeVisible();
  await dialog.getByRole('radio', { name: `A-${run}`, exact: true }).check();
  await screens('pessoa-unir');
  await dialog.getByRole('button', { name: 'Unir cadastros' }).click();

  await expect(page.getByText(`Agora há um só cadastro de Joana Prado ${run}`)).toBeVisible();
  await expect(page.getByText(`A-${run}`, { exact: true })).toBeVisible();
  await expect(page.getByText(/^\*\*\*\.\d{3}\.\d{3}-\*\*$/)).toBeVisible();
  await expect(page.getByText('2 ativos')).toBeVisible();
  await page.goto(`/pessoas/${short.id}`);
  await expect(page.getByText('Este cadastro foi unido a outro')).toBeVisible();
  await screens('pessoa-unida');
  await page.getByRole('link', { name: `Joana Prado ${run}` }).click();
  await expect(page.getByRole('heading', { name: `Joana Prado ${run}` })).toBeVisible();
});

test('a user is linked to another person, and found from her page', async ({ page, signIn, api, screens }) => {
  const run = unique();
  const administrator = await api('administrator');
  const username = `ligado.${run.toLowerCase()}`;
  const person = (await administrator.send<Item>('POST', '/pessoas', { name: `Helena Castro ${run}` })).body;
  const user = (await administrator.send<Item>('POST', '/users', { username, email: `${username}@example.org`, name: `H. Castro ${run}`, role: 'reader' })).body;
  await signIn('administrator', `/usuarios/${user.id}`);
  await page.getByRole('button', { name: 'Mais' }).click();
  await page.getByRole('menuitem', { name: 'Ligar a outra pessoa' }).or(page.getByRole('button', { name: 'Ligar a outra pessoa' })).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Pessoa' }).fill(`Helena Castro ${run}`);
  await page.getByRole('option', { name: new RegExp(run) }).first().click();
  await screens('usuario-pessoa');
  await dialog.getByRole('button', { name: 'Ligar', exact: true }).click();
  await expect(page.getByRole('heading', { name: `Helena Castro ${run}` })).toBeVisible();
  await page.getByRole('link', { name: `Helena Castro ${run}` }).click();
  await expect(page).toHaveURL(new RegExp(`/pessoas/${person.id}$`));
  await page.getByRole('link', { name: username }).click();
  await expect(page).toHaveURL(new RegExp(`/usuarios/${user.id}$`));
});

/** A CPF that is right and that no other test has. */
function freshCpf(): string {
  const digits = Array.from({ length: 9 }, () => Math.floor(Math.random() * 10));
  for (const first of [10, 11]) {
    const sum = digits.reduce((total, digit, index) => total + digit * (first - index), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join('');
}
