import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { ADMIN, pageOf } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import type { ImportOut, MappingIn } from '@/api/imports';
import type { JobOut } from '@/api/types';
import { ImportsScene, ImportWizard } from '.';
import { importOut, issue, summary } from './testdata';

const API = '*/api/v1/ativos/importacoes';
const USER = { ...ADMIN, permissions: { ...ADMIN.permissions, 'assets.import': { everywhere: true, location_ids: [] }, 'assets.labels': { everywhere: true, location_ids: [] } } };
const job = (over: Partial<JobOut> = {}): JobOut => ({ id: 31, kind: 'x', status: 'running', done: 3120, total: 5724, unit: 'rows', message: null, result: null, started_at: null, finished_at: null, eta_seconds: 38, ...over });

/** The server as one import: what is sent is kept for the assertions. */
function backend(first: ImportOut) {
  const state = { item: first, job: job(), puts: [] as unknown[], applies: [] as unknown[], versions: [] as (string | null)[] };
  const answer = () => HttpResponse.json(state.item);
  server.use(
    http.get(`${API}/7`, answer),
    http.put(`${API}/7/mapeamento`, async ({ request }) => {
      state.puts.push(await request.json());
      state.versions.push(request.headers.get('if-match'));
      state.item = { ...state.item, version: state.item.version + 1, state: 'uploaded', summary: null };
      return answer();
    }),
    http.post(`${API}/7/verificacao`, () => {
      state.item = { ...state.item, version: state.item.version + 1, state: 'checking', job: { ...job(), id: 31 } };
      return HttpResponse.json(state.item, { status: 202 });
    }),
    http.post(`${API}/7/aplicacao`, async ({ request }) => {
      state.applies.push(await request.json());
      state.item = { ...state.item, state: 'applying', job: { ...job(), id: 31 } };
      return HttpResponse.json(state.item, { status: 202 });
    }),
    http.get('*/api/v1/jobs/31', () => HttpResponse.json(state.job)),
    http.get(`${API}/7/erros`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const all = [issue(1873), issue(4410, { value: '07/05/0202', code: 'implausible_year', message: 'O ano 202 não é plausível.' }), issue(12, { severity: 'warning', value: '1,234', code: 'rounded', message: 'arredondado' })];
      const found = all.filter(({ severity }) => !query.get('severity') || severity === query.get('severity'));
      return HttpResponse.json(pageOf(found, found.length > 2 ? 120 : found.length));
    }),
    http.get(API, () => HttpResponse.json(pageOf([]))),
  );
  return state;
}

beforeEach(() => sessionStorage.clear());

const open = (at = '/ativos/importacoes/7') => renderAt(<ImportWizard id={7} />, at, USER);
const columnOf = async (name: string) => (await screen.findByText(name, { selector: 'b' })).closest('li')!;

describe('the file', () => {
  const scene = () => renderAt(<ImportsScene />, '/ativos/importacoes', USER);
  const drop = async (files: File[]) => fireEvent.drop((await screen.findByText('Solte a planilha aqui')).parentElement!, { dataTransfer: { files } });

  test('a refused file says why in the words of the server, and another can be chosen', async () => {
    backend(importOut());
    server.use(http.post(API, () => HttpResponse.json({ code: 'tabular.legacy_xls', status: 415, title: 'Formato antigo do Excel', detail: 'bens.xls está no formato XLS. Use Arquivo › Salvar como.' }, { status: 415 })));
    scene();
    await drop([new File(['x'], 'bens.xls')]);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Formato antigo do Excel');
    expect(alert).toHaveTextContent('Use Arquivo › Salvar como.');
    expect(screen.getByRole('button', { name: 'Escolher arquivo' })).toBeEnabled();
  });

  test('an empty file and two files are refused before anything is sent', async () => {
    backend(importOut());
    scene();
    await drop([new File([], 'nada.csv')]);
    expect(await screen.findByRole('alert')).toHaveTextContent('nada.csv está vazio');
    await drop([new File(['a'], 'a.csv'), new File(['b'], 'b.csv')]);
    expect(screen.getByRole('alert')).toHaveTextContent('Um arquivo por vez');
  });

  test('a file that is received leads to its own address', async () => {
    backend(importOut());
    let sent: FormData | undefined;
    server.use(
      http.post(API, async ({ request }) => {
        sent = await request.formData();
        return HttpResponse.json(importOut(), { status: 201 });
      }),
    );
    scene();
    await userEvent.upload(await screen.findByLabelText('Escolher arquivo', { selector: 'input' }), new File(['a;b'], 'bens.csv', { type: 'text/csv' }));
    await waitFor(() => expect(screen.getByTestId('address')).toHaveTextContent('/ativos/importacoes/7'));
    expect([...(sent?.keys() ?? [])]).toEqual(['file']); // its name does not cross jsdom; the browser tests see it
  });
});

describe('the columns', () => {
  test('proposals with samples, formats with what they make of them, doubts and what was noticed', async () => {
    backend(importOut());
    open();
    const date = await columnOf('Dt. Aquisição');
    expect(within(date).getByRole('combobox', { name: /Em que vira/ })).toHaveValue('acquisition_date');
    expect(date).toHaveTextContent('18/04/2014 → 18 de abril de 2014');
    const value = await columnOf('Valor');
    expect(value).toHaveTextContent('1.234,56 → R$ 1.234,56');
    expect(value).toHaveTextContent('proposta com 60 % de certeza');
    expect(within(await columnOf('Chapa')).getByRole('checkbox', { name: /Completar com zeros até 5 dígitos/ })).toBeChecked();
    expect(screen.getByText('A linha 2 traz instruções.')).toBeInTheDocument();
    expect(screen.queryByText('Vazia', { selector: 'b' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Vazias/ }));
    expect(screen.getByText('Vazia', { selector: 'b' })).toBeInTheDocument();
  });

  test('another format shows at once that a sample cannot be read so', async () => {
    backend(importOut());
    open();
    const date = await columnOf('Dt. Aquisição');
    await userEvent.selectOptions(within(date).getByRole('combobox', { name: /Formato/ }), 'mdy');
    expect(date).toHaveTextContent('“18/04/2014” não se lê assim');
  });

  test('a required field that no column fills is named, and the check waits for it', async () => {
    backend(importOut());
    open();
    await userEvent.selectOptions(within(await columnOf('Descrição do Item')).getByRole('combobox', { name: /Em que vira/ }), '');
    expect(screen.getByRole('alert')).toHaveTextContent('Falta escolher: Nome');
    expect(screen.getByRole('button', { name: 'Conferir as linhas' })).toBeDisabled();
  });

  test('choices are kept over a reload, sent with the version, and the check begins', async () => {
    const state = backend(importOut());
    const first = open();
    await userEvent.selectOptions(within(await columnOf('UO')).getByRole('combobox', { name: /Em que vira/ }), 'serial_number');
    first.unmount();
    open();
    expect(within(await columnOf('UO')).getByRole('combobox', { name: /Em que vira/ })).toHaveValue('serial_number');
    expect(screen.getByText('Escolhas ainda não enviadas.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Conferir as linhas' }));
    expect(await screen.findByText('3.120 de 5.724 linhas')).toBeInTheDocument();
    expect(screen.getByText('faltam cerca de 40 s')).toBeInTheDocument();
    expect(state.versions).toEqual(['"1"']);
    expect(state.puts).toHaveLength(1);
    expect((state.puts[0] as MappingIn).columns).toContainEqual({ column: 4, field: 'serial_number', format: null });
    expect(screen.getByTestId('address')).toHaveTextContent('etapa=conferencia');
  });

  test('without changes nothing is mapped again', async () => {
    const state = backend(importOut());
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Conferir as linhas' }));
    await screen.findByText('3.120 de 5.724 linhas');
    expect(state.puts).toEqual([]);
  });

  test('rows can be skipped and read again', async () => {
    const state = backend(importOut());
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Mudar' }));
    await userEvent.type(screen.getByLabelText('Pular linhas que não são bens'), '7-8');
    await userEvent.click(screen.getByRole('button', { name: 'Pular' }));
    await userEvent.click(screen.getByRole('button', { name: 'Voltar a ler a linha 2' }));
    await userEvent.click(screen.getByRole('button', { name: 'Conferir as linhas' }));
    await waitFor(() => expect(state.puts).toEqual([expect.objectContaining({ skip_rows: [7, 8] })]));
  });

  test('another row of headings is proposed anew', async () => {
    const state = backend(importOut());
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Mudar' }));
    const row = screen.getByLabelText('Linha do cabeçalho');
    await userEvent.clear(row);
    await userEvent.type(row, '3');
    await userEvent.click(screen.getByRole('button', { name: 'Reler as colunas' }));
    await waitFor(() => expect(state.puts).toEqual([{ sheet: 'Bens ', header_row: 3 }]));
  });

  test('what the server refuses stands beside its column', async () => {
    backend(importOut());
    server.use(
      http.put(`${API}/7/mapeamento`, () =>
        HttpResponse.json({ code: 'assets.import_mapping', status: 422, title: 'Mapeamento inválido', detail: 'Corrija as colunas.', errors: [{ pointer: '/columns/4/field', code: 'x', message: 'Duas colunas não podem preencher Nº de série.' }] }, { status: 422 }),
      ),
    );
    open();
    await userEvent.selectOptions(within(await columnOf('UO')).getByRole('combobox', { name: /Em que vira/ }), 'serial_number');
    await userEvent.click(screen.getByRole('button', { name: 'Conferir as linhas' }));
    expect(await screen.findByText('Mapeamento inválido')).toBeInTheDocument();
    expect(await columnOf('UO')).toHaveTextContent('Duas colunas não podem preencher Nº de série.');
  });
});

describe('the check', () => {
  const checked = (over = {}) => importOut({ state: 'checked', version: 3, summary: summary(over) });

  test('figures, errors first, what becomes of each, filter', async () => {
    backend(checked());
    open();
    expect(await screen.findByText('5.724 ativos')).toBeInTheDocument();
    expect(screen.getByText('R$ 6.942.232,91')).toBeInTheDocument();
    const row = (await screen.findByText('18/0/82014')).closest('tr')!;
    expect(row).toHaveTextContent('1.873');
    expect(row).toHaveTextContent('Fica vazio, o texto é guardado');
    expect(screen.queryByText('arredondado')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Avisos/ }));
    expect((await screen.findByText('arredondado')).closest('tr')).toHaveTextContent('Entra assim');
    expect(screen.queryByText('18/0/82014')).not.toBeInTheDocument();
  });

  test('many findings are paged', async () => {
    const pages: (string | null)[] = [];
    backend(checked({ errors: 118, warnings: 2 }));
    server.use(
      http.get(`${API}/7/erros`, ({ request }) => {
        const page = new URL(request.url).searchParams.get('page');
        pages.push(page);
        return HttpResponse.json(pageOf([issue(Number(page) * 1000)], 118, Number(page)));
      }),
    );
    open();
    await screen.findByText('1.000');
    await userEvent.click(screen.getByRole('button', { name: 'Próxima página' }));
    expect(await screen.findByText('2.000')).toBeInTheDocument();
    expect(screen.getByRole('status', { name: 'Página 2 de 3' })).toBeInTheDocument();
    expect(pages).toEqual(['1', '2']);
  });

  test('all findings as CSV, whatever is filtered', async () => {
    backend(checked());
    let saved: Blob | undefined;
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: (blob: Blob) => ((saved = blob), 'blob:x'), revokeObjectURL: () => undefined }));
    server.use(http.get(`${API}/7/erros`, ({ request }) => HttpResponse.json(pageOf(new URL(request.url).searchParams.get('page') === '1' ? [issue(1), issue(2)] : [issue(3, { blocks: true })], 3))));
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Baixar problemas' }));
    await waitFor(() => expect(saved).toBeDefined());
    const text = await new Promise<string>((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result as string);
      reader.readAsText(saved!);
    });
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toContain('A linha não entra');
  });

  test('rows that cannot enter ask for consent before the others do', async () => {
    const state = backend(checked({ invalid_rows: 5, new_rows: 23, valid_rows: 23 }));
    open();
    const apply = await screen.findByRole('button', { name: 'Importar 23 ativos' });
    expect(apply).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox', { name: /Deixar de fora as 5 linhas/ }));
    await userEvent.click(apply);
    expect(await screen.findByText('Importando os ativos')).toBeInTheDocument();
    expect(state.applies).toEqual([{ only_valid: true }]);
  });

  test('the same file again: nothing to add, and it says so', async () => {
    const state = backend(checked({ existing_rows: 5724, new_rows: 0, new_locations: 0, new_people: 0 }));
    open();
    expect(await screen.findByText('Os 5.724 ativos deste arquivo já estão no inventário')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Concluir sem acrescentar' }));
    await waitFor(() => expect(state.applies).toEqual([{ only_valid: false }]));
  });

  test('no valid row: nothing can be imported', async () => {
    backend(checked({ valid_rows: 0, new_rows: 0, invalid_rows: 9 }));
    open();
    expect(await screen.findByText('Nenhuma linha pode entrar')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Concluir sem acrescentar' })).toBeDisabled();
  });

  test('a check that failed keeps the choices and can be tried again', async () => {
    const state = backend(importOut({ state: 'failed', problem: { title: 'Erro interno', detail: 'Algo falhou.' } }));
    open();
    expect(await screen.findByRole('alert')).toHaveTextContent('nada foi gravado no inventário');
    await userEvent.click(screen.getByRole('button', { name: 'Conferir de novo' }));
    expect(await screen.findByText('Conferindo as linhas')).toBeInTheDocument();
    expect(state.item.state).toBe('checking');
  });
});

describe('the end', () => {
  const applied = { ...summary(), created: 5724, existing: 0, invalid: 0, total_purchase_value: '6942232.91' };

  test('a job that ends while one looks shows what was made, with the way to it', async () => {
    const state = backend(importOut({ state: 'applying', summary: summary(), job: { ...job(), id: 31 } }));
    open();
    await screen.findByText('3.120 de 5.724 linhas');
    state.item = importOut({ state: 'applied', applied_at: '2026-11-18T19:05:00Z', summary: summary({ applied }), job: { ...job(), id: 31, status: 'done' } });
    state.job = job({ status: 'done', done: 5724 });
    expect(await screen.findByRole('heading', { name: '5.724 ativos importados' }, { timeout: 6000 })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Ver os 5.724 ativos' })).toHaveAttribute('href', '/ativos?import_id=7');
    expect(screen.getByRole('link', { name: 'Imprimir etiquetas' })).toHaveAttribute('href', '/etiquetas?import_id=7');
  });

  test('a reload in the middle finds the job again', async () => {
    backend(importOut({ state: 'applying', summary: summary(), job: { ...job(), id: 31 } }));
    open('/ativos/importacoes/7?etapa=colunas').unmount();
    open('/ativos/importacoes/7');
    expect(await screen.findByText('Importando os ativos')).toBeInTheDocument();
  });

  test('nothing added is said as such', async () => {
    backend(importOut({ state: 'applied', summary: summary({ applied: { ...applied, created: 0, existing: 5724, total_purchase_value: '0.00' } }) }));
    open();
    expect(await screen.findByRole('heading', { name: 'Nada foi acrescentado' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Imprimir etiquetas' })).not.toBeInTheDocument();
  });

  test('an import that is gone', async () => {
    server.use(http.get(`${API}/7`, () => HttpResponse.json({ code: 'request.not_found', title: 'x', status: 404 }, { status: 404 })));
    open();
    expect(await screen.findByRole('heading', { name: 'Importação não encontrada' })).toBeInTheDocument();
  });
});

describe('the history', () => {
  const entry = { id: 9, entity: 'asset_import', entity_id: 7, entity_label: 'bens.xlsx', action: 'update', actor: { kind: 'user', id: 1, name: 'Rita Mendes' }, source: 'web', reason: null, request_id: null, changes: [{ field: 'state', before: 'checking', after: 'checked' }], details: {}, created_at: '2026-11-18T19:05:00Z' };
  const as = (everywhere: boolean) => ({ ...USER, permissions: { ...USER.permissions, 'history.read': { everywhere, location_ids: everywhere ? [] : [3] } } });

  test('who did what with the import stands in its trail', async () => {
    backend(importOut());
    server.use(http.get('*/api/v1/trilha', ({ request }) => HttpResponse.json({ items: new URL(request.url).search === '?entity=asset_import&entity_id=7' ? [entry] : [], next_cursor: null })));
    renderAt(<ImportWizard id={7} />, '/ativos/importacoes/7', as(true));
    await userEvent.click(await screen.findByRole('button', { name: 'Histórico' }));
    const dialog = await screen.findByRole('dialog', { name: 'Histórico de bens.xlsx' });
    expect(await within(dialog).findByText('Rita Mendes')).toBeInTheDocument();
  });

  test('an import has no place: who reads the trail of one place is offered none', async () => {
    backend(importOut());
    renderAt(<ImportWizard id={7} />, '/ativos/importacoes/7', as(false));
    expect(await screen.findByRole('heading', { name: 'bens.xlsx' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Histórico' })).toBeNull();
  });
});
