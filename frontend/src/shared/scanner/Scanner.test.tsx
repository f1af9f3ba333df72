import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { call } from '@/api/http';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { Scanner, type ReadCode, type Reading, type ScannerProps } from '.';

const found: ReadCode<string> = (code, { before }) =>
  Promise.resolve({ data: code, verdict: { tone: before ? 'neutral' : 'success', title: before ? 'Repetido' : 'Encontrado', plate: code, text: `Bem ${code}` } });

function show(over: Partial<ScannerProps<string>> = {}) {
  const onReading = vi.fn<(reading: Reading<string>) => void>();
  renderAt(
    <>
      <button type="button">Outro</button>
      <Scanner<string> label="Código" read={found} onReading={onReading} continuous {...over} />
    </>,
  );
  return { onReading, user: userEvent.setup(), field: () => screen.findByLabelText('Código') };
}

test.each([
  ['CR', '{Enter}'],
  ['TAB', '{Tab}'],
  ['LF', '{Control>}j{/Control}'],
])('a keyboard scanner that ends with %s: the code is read, the field is empty and keeps the focus', async (_, suffix) => {
  const { onReading, user, field } = show();
  const input = await field();
  expect(input).toHaveFocus();
  await user.keyboard(`SC-000001${suffix}SC-000002${suffix}`);
  await waitFor(() => expect(onReading).toHaveBeenCalledTimes(2));
  expect(onReading.mock.calls.map(([reading]) => reading.code)).toEqual(['SC-000001', 'SC-000002']);
  expect(input).toHaveValue('');
  expect(input).toHaveFocus();
});

test('Tab in an empty field goes on, and letters typed anywhere come back to it', async () => {
  const { onReading, user, field } = show();
  const input = await field();
  await user.tab({ shift: true });
  expect(screen.getByRole('button', { name: 'Outro' })).toHaveFocus();
  await user.keyboard('SC-9{Enter}');
  expect(input).toHaveFocus();
  await waitFor(() => expect(onReading).toHaveBeenCalledWith(expect.objectContaining({ code: 'SC-9' })));
});

test('pasting a column of codes reads each of them', async () => {
  const { onReading, user, field } = show();
  await user.click(await field());
  await user.paste('SC-1\r\nSC-2\r\nSC-3');
  await waitFor(() => expect(onReading).toHaveBeenCalledTimes(3));
});

test('each reading has its state: found, repeated, taken back', async () => {
  const undo = vi.fn();
  const { user, field } = show({ undo });
  await field();
  await user.keyboard('SC-1{Enter}');
  await screen.findAllByText('Encontrado');
  await user.keyboard('SC-1{Enter}');
  await screen.findAllByText('Repetido');
  const list = screen.getByRole('list', { name: 'Códigos lidos' });
  expect(within(list).getAllByRole('listitem').map((item) => item.dataset.state)).toEqual(['done', 'done']);
  await user.click(within(list).getAllByRole('button', { name: 'Desfazer a leitura de SC-1' })[0]!);
  expect(undo).toHaveBeenCalledWith(expect.objectContaining({ code: 'SC-1' }));
  expect(within(list).getAllByRole('listitem')[0]).toHaveAttribute('data-state', 'undone');
});

test('without a network the code is kept and can be tried again', async () => {
  server.use(http.get('*/api/v1/ativos/codigo/SC-1', () => HttpResponse.error(), { once: true }), http.get('*/api/v1/ativos/codigo/SC-1', () => HttpResponse.json({})));
  const read: ReadCode<string> = async (code) => {
    await call({ method: 'get', url: `/ativos/codigo/${code}` });
    return { data: code, verdict: { tone: 'success', title: 'Encontrado' } };
  };
  const { user, field, onReading } = show({ read });
  await field();
  await user.keyboard('SC-1{Enter}');
  expect((await screen.findAllByText('Sem conexão com o servidor')).length).toBeGreaterThan(0);
  expect(onReading).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Tentar de novo SC-1' }));
  await waitFor(() => expect(onReading).toHaveBeenCalledWith(expect.objectContaining({ code: 'SC-1', state: 'done' })));
});

describe('the camera', () => {
  const openCamera = async (getUserMedia: unknown) => {
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: getUserMedia === undefined ? undefined : { getUserMedia } });
    const { user, field } = show();
    await field();
    await user.click(screen.getByRole('button', { name: 'Usar a câmera' }));
    return user;
  };
  afterEach(() => void Reflect.deleteProperty(navigator, 'mediaDevices'));

  test('refused: says how to allow it, and the field still reads', async () => {
    const user = await openCamera(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    expect(await screen.findByRole('alert')).toHaveTextContent('A câmera está bloqueada');
    await user.keyboard('SC-5{Enter}');
    expect((await screen.findAllByText('Encontrado')).length).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Fechar a câmera' }));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  test('none', async () => {
    await openCamera(() => Promise.reject(new DOMException('no', 'NotFoundError')));
    expect(await screen.findByRole('alert')).toHaveTextContent('Nenhuma câmera encontrada');
    expect(screen.getByRole('button', { name: 'Tentar de novo' })).toBeInTheDocument();
  });

  test('not on a secure page: nothing to retry', async () => {
    await openCamera(undefined);
    expect(await screen.findByRole('alert')).toHaveTextContent('A câmera pede uma página segura');
    expect(screen.queryByRole('button', { name: 'Tentar de novo' })).not.toBeInTheDocument();
  });
});
