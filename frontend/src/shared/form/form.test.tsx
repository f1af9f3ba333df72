import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { renderAt } from '@/mocks/render';
import { useStore } from '../store/store';
import { ResourceFormView } from './ResourceFormView';
import { useResourceForm, type SubmitInput } from './useResourceForm';
import type { FormSection } from './types';

const sections: FormSection[] = [
  {
    id: 'main',
    fields: [
      { name: 'tag', label: 'entities:asset.field.tag', kind: 'text', required: true, maxLength: 10 },
      { name: 'name', label: 'entities:asset.field.name', kind: 'text' },
      { name: 'brand', label: 'entities:asset.field.brand', kind: 'text' },
      { name: 'purchase_value', label: 'entities:asset.field.purchase_value', kind: 'amount' },
      { name: 'acquisition_date', label: 'entities:asset.field.acquisition_date', kind: 'date' },
    ],
  },
];
const initial = { tag: '004217', name: 'Notebook', brand: 'Dell', purchase_value: '6849.00', acquisition_date: '2024-03-14' };

let submit: ReturnType<typeof vi.fn<(input: SubmitInput) => Promise<{ id: number }>>>;
const onSaved = vi.fn();

function Form() {
  const form = useResourceForm({ draftKey: 'asset:1', sections, initial, version: 3, submit, onSaved });
  return <ResourceFormView form={form} sections={sections} withAnother />;
}

beforeEach(() => {
  submit = vi.fn((_: SubmitInput) => Promise.resolve({ id: 1 }));
  onSaved.mockReset();
});

const field = (name: string) => screen.getByRole('textbox', { name });
const write = async (name: string, text: string) => {
  const user = userEvent.setup();
  await user.clear(field(name));
  await user.type(field(name), text);
  await user.tab();
};
const save = () => userEvent.click(screen.getByRole('button', { name: 'Salvar' }));

test('only what changed is sent, with the version, as the API writes it', async () => {
  renderAt(<Form />);
  await write('Valor de compra', '1.234,5');
  await write('Aquisição', '05/12/2025');
  await save();
  await waitFor(() => expect(onSaved).toHaveBeenCalledWith({ id: 1 }, false));
  expect(submit.mock.calls[0]![0]).toMatchObject({ changed: { purchase_value: '1234.5', acquisition_date: '2025-12-05' }, version: 3 });
  expect(useStore.getState().drafts).toEqual({});
});

test('problems stand beside their fields, what is typed stays, the first one has the focus', async () => {
  submit.mockRejectedValueOnce(new ApiProblem(409, { code: 'assets.tag_taken', title: 'Plaqueta já usada', errors: [{ pointer: '/tag', code: 'taken', message: 'Já usada em Notebook Dell' }] }));
  renderAt(<Form />);
  await write('Plaqueta', '000001');
  await save();
  expect(await screen.findByText('Já usada em Notebook Dell')).toBeInTheDocument();
  expect(field('Plaqueta')).toHaveValue('000001');
  expect(field('Plaqueta')).toHaveAccessibleDescription(/Já usada em Notebook Dell/);
  expect(field('Plaqueta')).toBeInvalid();
  await waitFor(() => expect(field('Plaqueta')).toHaveFocus());
  expect(screen.getByText('1 campo a corrigir')).toBeInTheDocument();
});

test('a problem without a field is shown whole', async () => {
  submit.mockRejectedValueOnce(new ApiProblem(409, { code: 'assets.archived', title: 'O ativo está arquivado', detail: 'Desarquive antes.' }));
  renderAt(<Form />);
  await write('Nome', 'Outro');
  await save();
  expect(await screen.findByRole('alert')).toHaveTextContent('O ativo está arquivado');
});

test('what is required or too long or unreadable is not even sent', async () => {
  renderAt(<Form />);
  await write('Plaqueta', '12345678901');
  await write('Aquisição', '31/02/2024');
  await save();
  expect(submit).not.toHaveBeenCalled();
  expect(screen.getByText('No máximo 10 caracteres')).toBeInTheDocument();
  expect(screen.getByText(/Data que não existe/)).toBeInTheDocument();
  expect(field('Aquisição')).toHaveValue('31/02/2024');
});

test('a draft survives leaving the page and another attempt keeps the key of the unanswered one', async () => {
  submit.mockRejectedValueOnce(new ApiProblem(0, { code: 'client.network' }));
  const first = renderAt(<Form />);
  await write('Nome', 'Notebook i5');
  await save();
  expect(await screen.findByText(/Sem conexão com o servidor/)).toBeInTheDocument();
  first.unmount();
  const kept = useStore.getState().drafts;
  renderAt(<Form />);
  useStore.setState({ drafts: kept });
  expect(await screen.findByDisplayValue('Notebook i5')).toBeInTheDocument();
  await save();
  await waitFor(() => expect(submit).toHaveBeenCalledTimes(2));
  const [one, two] = submit.mock.calls.map(([input]) => input.idempotencyKey);
  expect(one).toBeTruthy();
  expect(two).toBe(one);
});

test('an answered attempt is over: the next one has another key', async () => {
  submit.mockRejectedValueOnce(new ApiProblem(409, { code: 'x', title: 'x' }));
  renderAt(<Form />);
  await write('Nome', 'A');
  await save();
  await screen.findByRole('alert');
  await save();
  await waitFor(() => expect(submit).toHaveBeenCalledTimes(2));
  const [one, two] = submit.mock.calls.map(([input]) => input.idempotencyKey);
  expect(two).not.toBe(one);
});

test('412: only fields that both changed are compared, the choice is saved on the new version', async () => {
  const current = { ...initial, name: 'Notebook da Lia', brand: 'Dell Inc.', version: 4 };
  submit.mockRejectedValueOnce(new ApiProblem(412, { code: 'stale', title: 'x', current }));
  renderAt(<Form />);
  await write('Nome', 'Notebook da Rita');
  await write('Plaqueta', '004218');
  await save();
  const dialog = await screen.findByRole('dialog', { name: 'Outra pessoa salvou antes' });
  expect(within(dialog).getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual(['Nome']);
  expect(within(dialog).getByText(/2 campos que só um de vocês mudou/)).toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole('radio', { name: 'Nome: Versão salva agora' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Salvar a escolha' }));
  await waitFor(() => expect(submit).toHaveBeenCalledTimes(2));
  expect(submit.mock.calls[1]![0]).toMatchObject({ version: 4, changed: { tag: '004218' }, values: { name: 'Notebook da Lia', brand: 'Dell Inc.', tag: '004218' } });
});

test('"salvar e adicionar outro" says so to the page', async () => {
  renderAt(<Form />);
  await write('Nome', 'Outro');
  await userEvent.click(screen.getByRole('button', { name: 'Salvar e adicionar outro' }));
  await waitFor(() => expect(onSaved).toHaveBeenCalledWith({ id: 1 }, true));
});
