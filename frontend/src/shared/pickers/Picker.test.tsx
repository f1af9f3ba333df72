import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { renderAt } from '@/mocks/render';
import { Picker, type PickerSource } from '.';

const NAMES = ['Ana Prado', 'Ana Souza', 'Bento Reis'];
const people = NAMES.map((name, index) => ({ id: index + 1, name }));
const source: PickerSource = {
  key: 'people-of-the-test',
  search: (q) => Promise.resolve(people.filter((item) => item.name.toLowerCase().includes(q.toLowerCase()))),
  one: (id) => Promise.resolve(people[id - 1]!),
};

function Field({ onCreate, from = source }: { onCreate?: (name: string) => Promise<{ id: number; name: string }>; from?: PickerSource }) {
  const [value, setValue] = useState<number | null>(null);
  return <Picker label="Pessoa" source={from} value={value} onChange={setValue} onCreate={onCreate} />;
}

test('is a combobox: it says that it is open, which line is meant, and the arrows walk the list', async () => {
  const user = userEvent.setup();
  renderAt(<Field />, '/');
  const box = await screen.findByRole('combobox', { name: 'Pessoa' });
  expect(box).toHaveAttribute('aria-expanded', 'false');
  expect(box).toHaveAttribute('aria-autocomplete', 'list');
  expect(box).toHaveAttribute('aria-busy', 'false');
  await user.click(box);
  const list = await screen.findByRole('listbox', { name: 'Pessoa' });
  expect(box).toHaveAttribute('aria-expanded', 'true');
  expect(box).toHaveAttribute('aria-controls', list.id);
  await user.type(box, 'ana');
  await within(list).findByRole('option', { name: 'Ana Souza' });
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(box).toHaveAttribute('aria-activedescendant', within(list).getByRole('option', { name: 'Ana Souza' }).id);
  await user.keyboard('{Enter}');
  expect(box).toHaveValue('Ana Souza');
  expect(box).toHaveAttribute('aria-expanded', 'false');
});

test('what was typed is offered to be made only once it is known to be missing', async () => {
  const user = userEvent.setup();
  const onCreate = vi.fn();
  renderAt(<Field onCreate={onCreate} />, '/');
  const box = await screen.findByRole('combobox', { name: 'Pessoa' });
  await user.type(box, 'bento reis');
  expect(screen.queryByRole('option', { name: /Criar/ })).toBeNull();
  expect(await screen.findByRole('option', { name: 'Bento Reis' })).toBeInTheDocument();
  expect(screen.queryByRole('option', { name: /Criar/ })).toBeNull();
  await user.type(box, ' filho');
  expect(await screen.findByRole('option', { name: /bento reis filho/ })).toBeInTheDocument();
});

test('a tree that is closed is not busy', async () => {
  renderAt(<Field from={{ ...source, children: () => new Promise(() => undefined) }} />, '/');
  const box = await screen.findByRole('combobox', { name: 'Pessoa' });
  expect(box).toHaveAttribute('aria-busy', 'false');
  await userEvent.click(box);
  expect(box).toHaveAttribute('aria-busy', 'true');
});

test('while one is made people type on elsewhere: whoever is told knows of that', async () => {
  const user = userEvent.setup();
  const told = vi.fn();
  let finish = (_: { id: number; name: string }) => undefined as void;
  const made = new Promise<{ id: number; name: string }>((done) => (finish = done));
  function Form() {
    const [purpose, setPurpose] = useState('');
    return (
      <>
        <Picker label="Pessoa" source={source} value={null} onChange={(id) => void told(id, purpose)} onCreate={() => made} />
        <input aria-label="Finalidade" value={purpose} onChange={(event) => setPurpose(event.target.value)} />
      </>
    );
  }
  renderAt(<Form />, '/');
  await user.type(await screen.findByRole('combobox', { name: 'Pessoa' }), 'Zélia');
  await user.click(await screen.findByRole('option', { name: 'Criar “Zélia”' }));
  await user.type(screen.getByLabelText('Finalidade'), 'Feira');
  finish({ id: 9, name: 'Zélia' });
  await waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(9, 'Feira'));
});
