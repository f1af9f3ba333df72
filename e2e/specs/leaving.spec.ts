import { unique, type Api } from '../support/api';
import { pick } from '../support/assets';
import { answer, fail, hold } from '../support/states';
import { expect, test } from '../support/test';

interface Named {
  id: number;
  name: string;
}

/** Who leaves with two assets and one on loan, who stays, and where things go. */
async function desk(client: Api, run: string) {
  const make = async (path: string, body: object) => (await client.send<Named>('POST', path, body)).body;
  const unit = await make('/localizacoes', { name: `Obras ${run}`, type: 'unit' });
  const leaving = await make('/pessoas', { name: `Otília Prado ${run}`, location_id: unit.id });
  const staying = await make('/pessoas', { name: `Raul Bastos ${run}`, location_id: unit.id });
  const tags = [`NC-A-${run}`, `NC-B-${run}`, `NC-C-${run}`];
  const assets = [];
  for (const [index, tag] of tags.entries()) assets.push(await client.asset({ name: `Trena ${run}`, tag, location_id: unit.id, ...(index < 2 ? { responsible_id: leaving.id } : {}) }));
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(new Date());
  const loan = await make('/movimentacoes/emprestimos', { items: [{ asset_id: assets[2]!.id }], borrower_type: 'person', borrower_id: leaving.id, start_date: day, due_date: day, purpose: 'Medição' });
  await client.send('POST', `/movimentacoes/emprestimos/${loan.id}/entrega`, { items: [{ asset_id: assets[2]!.id }] });
  const terms = (await client.send<{ items: Named[] }>('GET', `/movimentacoes/termos?subject_kind=loan&subject_id=${loan.id}`)).body.items;
  const strokes = [[[100, 100], [200, 120], [300, 140], [400, 100]]];
  await client.send('POST', `/movimentacoes/termos/${terms[0]!.id}/assinatura`, { decision: 'sign', strokes });
  return { unit, leaving, staying, tags };
}

test('on a phone: read, given back, passed on, taken back from a loan; then the clearance, which is verified and withdrawn', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 404/, /status of 409/);
  const administrator = await api('administrator');
  const run = unique();
  const { unit, leaving, staying, tags } = await desk(administrator, run);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('administrator', `/pessoas/${leaving.id}`);
  await page.getByRole('button', { name: 'Mais ações' }).click();
  await page.getByRole('menuitem', { name: 'Desligamento' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Desligamento de ${leaving.name}` })).toBeVisible();
  await expect(page.getByRole('list', { name: 'O que falta' })).toContainText('Bens sob responsabilidade: 2');
  await screens('desligamento');

  await page.getByRole('button', { name: 'Emitir nada consta' }).click();
  const early = page.getByRole('dialog', { name: /^Emitir nada consta de/ });
  await early.getByRole('button', { name: 'Emitir nada consta' }).click();
  await expect(early.getByText('Não se emite nada consta enquanto houver pendências')).toBeVisible();
  await early.getByRole('button', { name: 'Cancelar' }).click();

  const code = page.getByLabel('Código do bem');
  for (const tag of [tags[0]!, tags[2]!]) {
    await code.fill(tag.toLowerCase());
    await code.press('Enter');
    await expect(page.getByRole('checkbox', { name: `Marcar ${tag}` })).toBeChecked();
  }
  await page.getByRole('button', { name: 'Concluir com 2 bens' }).click();
  await expect(page.getByText('Escolha o local.')).toBeVisible();
  await pick(page.locator('main'), 'Local que recebe', unit.name);
  await page.getByRole('button', { name: 'Concluir com 2 bens' }).click();
  await expect(page.getByText('Feito', { exact: true })).toHaveCount(2);
  await expect(page.getByRole('checkbox', { name: `Marcar ${tags[0]}` })).toHaveCount(0);

  await page.getByRole('checkbox', { name: `Marcar ${tags[1]}` }).check();
  await page.getByText('Passar para', { exact: true }).click();
  await pick(page.locator('main'), 'Pessoa que recebe', staying.name);
  await page.getByRole('button', { name: 'Concluir com 1 bem' }).click();
  await expect(page.getByText('Aguarda a assinatura de quem recebeu')).toBeVisible();
  await screens('desligamento-transferencia');

  const list = (await administrator.send<{ items: Named[] }>('GET', `/movimentacoes/termos?state=pending&signer_id=${staying.id}`)).body.items;
  const back = (await administrator.send<{ items: Named[] }>('GET', `/movimentacoes/termos?state=pending&signer_id=${leaving.id}`)).body.items;
  const strokes = [[[100, 100], [200, 120], [300, 140], [400, 100]]];
  for (const term of [...list, ...back]) await administrator.send('POST', `/movimentacoes/termos/${term.id}/assinatura`, { decision: 'sign', strokes });
  await expect(page.getByText('Nada pendente')).toBeVisible(); // without reloading

  await page.getByRole('button', { name: 'Emitir nada consta' }).click();
  await page.getByRole('dialog', { name: /^Emitir nada consta de/ }).getByRole('button', { name: 'Emitir nada consta' }).click();
  await expect(page.getByText('Em vigor', { exact: true })).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Baixar PDF' }).click();
  const paper = await saving;
  expect(paper.suggestedFilename()).toMatch(/^NC-\d{4}-\d{6}\.pdf$/);
  await screens('nada-consta');

  const known = (await administrator.send<{ clearances: { code: string }[] }>('GET', `/movimentacoes/desligamentos/${leaving.id}`)).body.clearances[0]!;
  await page.goto(`/verificar/${known.code}`);
  await expect(page.getByText('Nada consta', { exact: true })).toBeVisible();
  await expect(page.getByText('Em vigor', { exact: true })).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(await paper.path());
  await expect(page.getByText('É o PDF que emitimos')).toBeVisible();

  await page.goto(`/pessoas/${leaving.id}/desligamento`);
  await page.getByRole('button', { name: 'Revogar' }).click();
  const undoing = page.getByRole('dialog', { name: /^Revogar NC-/ });
  await undoing.getByRole('button', { name: 'Revogar' }).click();
  await expect(undoing.getByText('Diga o motivo.')).toBeVisible();
  await undoing.getByLabel('Motivo').fill('A pessoa fica');
  await undoing.getByRole('button', { name: 'Revogar' }).click();
  await expect(page.getByText('Revogado: A pessoa fica')).toBeVisible();
});

test('only an account is left; more than is told at once; loading and failed', async ({ page, signIn, api, screens, allowErrors }) => {
  allowErrors(/status of 503/);
  const administrator = await api('administrator');
  const run = unique();
  const { unit } = await desk(administrator, run);
  const reader = (await administrator.get<{ items: { id: number; person_id: number }[] }>('/users?q=leitor')).items[0]!;
  const here = `/pessoas/${reader.person_id}/desligamento`;
  await signIn('administrator', here);
  await expect(page.getByText('Nada pendente')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Abrir a conta para desativar' })).toHaveAttribute('href', `/usuarios/${reader.id}`);
  await screens('desligamento-so-conta');

  const held = /\/desligamentos\/\d+$/;
  const found = await administrator.get<{ groups: { kind: string }[] }>(`/movimentacoes/desligamentos/${reader.person_id}`);
  const items = Array.from({ length: 40 }, (_, n) => ({ id: n + 1, code: `${100001 + n}`, name: `Cadeira giratória com braços ${n + 1}`, document: null, target_id: n + 1, asset_id: n + 1, state: 'in_use' }));
  const groups = found.groups.map((group) => (group.kind === 'assets' ? { ...group, total: 1200, items } : group));
  const refill = await answer(page, held, { ...found, groups, left: 1200, allowed_actions: ['give_back', 'pass_on', 'issue'] });
  await answer(page, /\/pendencias\?/, { items });
  await page.goto(here);
  await page.getByRole('checkbox', { name: /^Marcar todos/ }).check();
  await page.getByRole('button', { name: 'Marcar todos os 1.200' }).click();
  await screens('desligamento-muitos');
  await pick(page.locator('main'), 'Local que recebe', unit.name);
  const heal = await fail(page, /\/devolucao$/);
  await page.getByRole('button', { name: 'Concluir com 1.200 bens' }).click();
  await expect(page.getByRole('button', { name: 'Tentar de novo' })).toBeVisible();
  await page.getByRole('button', { name: 'Tentar de novo' }).scrollIntoViewIfNeeded();
  await screens('desligamento-interrompido');
  await heal();
  await hold(page, /\/devolucao$/); // never let go: nothing of this is there
  await page.getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(page.getByRole('button', { name: 'Parar' })).toBeVisible();
  await screens('desligamento-em-curso');
  await refill();

  page.on('dialog', (dialog) => void dialog.accept()); // something is under way
  const release = await hold(page, held);
  await page.goto(here);
  await expect(page.locator('[aria-busy=true]').first()).toBeVisible();
  await screens('desligamento-carregando');
  await release();
  await fail(page, held);
  await page.goto(here);
  await expect(page.getByText('O desligamento não carregou')).toBeVisible();
  await screens('desligamento-falha');
});
