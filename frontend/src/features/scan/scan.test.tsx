import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import type { BulkAction, BulkDialogProps } from '@/shared/list';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { CodeScene, ScanScene } from '.';

const CODES: Record<string, { id: number; tag: string; name: string; matched_by: string }[]> = {
  'SC-1': [{ id: 1, tag: 'SC-1', name: 'Notebook', matched_by: 'tag' }],
  'SC-2': [{ id: 2, tag: 'SC-2', name: 'Monitor', matched_by: 'tag' }],
  '777': [
    { id: 3, tag: 'SC-3', name: 'Cadeira', matched_by: 'serial_number' },
    { id: 4, tag: 'SC-4', name: 'Mesa', matched_by: 'patrimonio' },
  ],
  '543r765867pfk8wqnmyyzfspfe': [{ id: 1, tag: 'SC-1', name: 'Notebook', matched_by: 'code' }],
};

beforeEach(() => {
  server.use(
    http.get('*/api/v1/ativos/codigo/*', ({ request }) => {
      const code = decodeURIComponent(new URL(request.url).pathname.split('/codigo/')[1]!);
      const matches = CODES[code];
      return matches ? HttpResponse.json({ matches }) : HttpResponse.json({ code: 'request.not_found', title: 'x', status: 404 }, { status: 404 });
    }),
  );
});

const address = () => screen.getByTestId('address');

function Act({ selection, count }: BulkDialogProps) {
  return <p>{`${count}: ${JSON.stringify(selection)}`}</p>;
}
const bulk: BulkAction[] = [{ id: 'act', label: 'shared:save', icon: null, Dialog: Act }];

test('one match opens its asset, the QR of a label too', async () => {
  renderAt(<ScanScene bulk={[]} />, '/ler');
  await screen.findByLabelText('Código do ativo');
  await userEvent.keyboard('https://casa/q/543r765867pfk8wqnmyyzfspfe{Enter}');
  await waitFor(() => expect(address()).toHaveTextContent('/ativos/1'));
});

test('several matches are a choice', async () => {
  renderAt(<ScanScene bulk={[]} />, '/ler');
  await screen.findByLabelText('Código do ativo');
  await userEvent.keyboard('777{Tab}');
  expect(await screen.findByText('2 ativos com este código')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /Cadeira.*pelo nº de série/ })).toHaveAttribute('href', '/ativos/3');
  expect(screen.getByRole('link', { name: /Mesa.*pelo patrimônio/ })).toHaveAttribute('href', '/ativos/4');
  expect(address()).toHaveTextContent('/ler');
});

test('no match says so, and the next code can be read at once', async () => {
  renderAt(<ScanScene bulk={[]} />, '/ler');
  const field = await screen.findByLabelText('Código do ativo');
  await userEvent.keyboard('nada{Enter}');
  expect(await screen.findByText('Código desconhecido')).toBeInTheDocument();
  expect(field).toHaveFocus();
  await userEvent.keyboard('SC-2{Enter}');
  await waitFor(() => expect(address()).toHaveTextContent('/ativos/2'));
});

test('many: each asset once, undone ones not, and one act on all of them', async () => {
  renderAt(<ScanScene bulk={bulk} />, '/ler?modo=varios');
  await screen.findByLabelText('Código do ativo');
  await userEvent.keyboard('SC-1{Enter}SC-2{Enter}SC-1{Enter}nada{Enter}');
  expect(await screen.findByText('2 ativos lidos')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Desfazer a leitura de SC-2' }));
  expect(await screen.findByText('1 ativo lido')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Salvar' }));
  expect(await screen.findByText('1: {"ids":[1]}')).toBeInTheDocument();
  expect(address()).toHaveTextContent('/ler?modo=varios');
});

describe('the address of a printed code', () => {
  test('leads to its asset', async () => {
    renderAt(<CodeScene code="543R765867PFK8WQNMYYZFSPFE" />, '/q/x');
    await waitFor(() => expect(address()).toHaveTextContent('/ativos/1'));
  });
  test('several: the choice', async () => {
    renderAt(<CodeScene code="777" />, '/q/777');
    expect(await screen.findByRole('heading', { name: '2 ativos têm o código 777' })).toBeInTheDocument();
  });
  test('none: says so and offers to read another', async () => {
    renderAt(<CodeScene code="nada" />, '/q/nada');
    expect(await screen.findByRole('heading', { name: 'Código desconhecido' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Ler outro código' })).toHaveAttribute('href', '/ler');
  });
  test('without a network it can be tried again', async () => {
    server.use(http.get('*/api/v1/ativos/codigo/*', () => HttpResponse.error(), { once: true }));
    renderAt(<CodeScene code="SC-1" />, '/q/SC-1');
    await userEvent.click(await screen.findByRole('button', { name: 'Tentar de novo' }));
    await waitFor(() => expect(address()).toHaveTextContent('/ativos/1'));
  });
});
