import type { ImportColumn, ImportField, ImportIssue, ImportOut, ImportSummary } from '@/api/imports';

const DATES = ['dmy', 'mdy', 'ymd'];
const field = (code: string, label: string, kind: string, required = false, formats: string[] = []): ImportField => ({ field: code, label_pt: label, label_en: code, kind, required, formats });

export const FIELDS: ImportField[] = [
  field('tag', 'Plaqueta', 'tag', true),
  field('name', 'Nome', 'line', true),
  field('description', 'Descrição', 'text'),
  field('serial_number', 'Nº de série', 'line'),
  field('purchase_value', 'Valor de aquisição', 'money', false, ['decimal_comma', 'decimal_point']),
  field('acquisition_date', 'Data de aquisição', 'date', false, DATES),
  field('inclusion_date', 'Data de inclusão', 'date', false, DATES),
  field('extra', 'Outros dados (guardar)', 'extra'),
];

export function column(index: number, header: string | null, over: Partial<ImportColumn> = {}): ImportColumn {
  return { index, letter: String.fromCharCode(65 + index), header, samples: [`amostra ${index}`], filled: 98, field: null, format: null, confidence: 1, ...over };
}

/** A file of 100 rows: headings in the first, instructions in the second. */
export function importOut(over: Partial<ImportOut> = {}): ImportOut {
  return {
    id: 7,
    filename: 'bens.xlsx',
    state: 'uploaded',
    summary: null,
    created_by: 'rita',
    created_at: '2026-11-18T19:05:00Z',
    applied_at: null,
    version: 1,
    sheets: [{ name: 'Bens ', rows: 100, columns: 6 }],
    sheet: 'Bens ',
    header_row: 1,
    skip_rows: [2],
    options: { tag_separator: '-', patrimonio_from_tag: true, width: null },
    columns: [
      column(0, 'Chapa', { field: 'tag', format: 'digits:5', samples: ['00898', '57888'] }),
      column(1, 'Descrição do Item', { field: 'name' }),
      column(2, 'Dt. Aquisição', { field: 'acquisition_date', format: 'dmy', samples: ['18/04/2014'] }),
      column(3, 'Valor', { field: 'purchase_value', format: 'decimal_comma', samples: ['1.234,56'], confidence: 0.6 }),
      column(4, 'UO', { field: 'extra', confidence: 0 }),
      column(5, 'Vazia', { filled: 0, samples: [], confidence: 0 }),
    ],
    fields: FIELDS,
    notes: [{ code: 'instruction_row', message: 'A linha 2 traz instruções.' }],
    problem: null,
    job: null,
    ...over,
  };
}

export function summary(over: Partial<ImportSummary> = {}): ImportSummary {
  return {
    valid_rows: 5724,
    invalid_rows: 0,
    existing_rows: 0,
    new_rows: 5724,
    repeated_tags: 0,
    total_purchase_value: '6942232.91',
    conditions: {},
    errors: 2,
    warnings: 1,
    locations: 23,
    people: 46,
    categories: 0,
    suppliers: 0,
    new_locations: 23,
    new_people: 46,
    new_categories: 0,
    new_suppliers: 0,
    ...over,
  };
}

export function issue(row: number, over: Partial<ImportIssue> = {}): ImportIssue {
  return { row, column: 'C', header: 'Dt. Aquisição', field: 'acquisition_date', value: '18/0/82014', code: 'invalid_date', severity: 'error', blocks: false, message: '“18/0/82014” não é uma data no formato dd/mm/aaaa.', ...over };
}
