import type { ImportColumn, ImportField, ImportOut, MappingIn } from '@/api/imports';
import { formatNumber } from '@/shared/lib/format';
import { fittingFormat } from './reading';

/** Fields that several columns may fill together. */
const SEVERAL = new Set(['extra', 'notes', 'description']);
export const EXTRA = 'extra';
/** Below this share a proposal is shown as one to be looked at. */
export const SURE = 0.7;

/** What a person has chosen so far: the server knows it only after "Conferir". */
export interface MappingDraft {
  header_row: number | null;
  skip_rows: number[];
  columns: Record<number, Choice>;
}

export interface Choice {
  field: string | null;
  format: string | null;
}

export function draftOf(item: ImportOut): MappingDraft {
  return {
    header_row: item.header_row,
    skip_rows: [...item.skip_rows].sort((a, b) => a - b),
    columns: Object.fromEntries(item.columns.map(({ index, field, format }) => [index, { field, format }])),
  };
}

export function sameDraft(a: MappingDraft, b: MappingDraft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The wire form: only the columns that become something, and the sheet they lie in. */
export function toMapping(item: ImportOut, draft: MappingDraft): MappingIn {
  const chosen = item.columns.map(({ index }) => ({ column: index, ...(draft.columns[index] ?? { field: null, format: null }) }));
  return { sheet: item.sheet, header_row: draft.header_row, skip_rows: draft.skip_rows, columns: chosen.filter(({ field }) => field !== null), options: item.options };
}

/** Required fields that no column fills; a description can stand in for the name, as the server has it. */
export function missingFields(fields: ImportField[], draft: MappingDraft): ImportField[] {
  const used = new Set(Object.values(draft.columns).map(({ field }) => field));
  return fields.filter(({ field, required }) => required && !used.has(field) && !(field === 'name' && used.has('description')));
}

export interface Chosen {
  draft: MappingDraft;
  /** The column that lost the field to this one. */
  displaced: ImportColumn | null;
}

/** Let a column become a field. One that only one column may fill leaves the column that had it. */
export function choose(item: ImportOut, draft: MappingDraft, column: ImportColumn, field: string | null): Chosen {
  const target = item.fields.find((candidate) => candidate.field === field);
  const before = draft.columns[column.index] ?? { field: null, format: null };
  const kindBefore = item.fields.find((candidate) => candidate.field === before.field)?.kind;
  const keeps = target !== undefined && before.format !== null && kindBefore === target.kind;
  const format = !target ? null : keeps ? before.format : fittingFormat(target.formats, target.kind, column.samples);
  const columns: Record<number, Choice> = { ...draft.columns, [column.index]: { field, format } };
  const displaced =
    field === null || SEVERAL.has(field) ? undefined : item.columns.find(({ index }) => index !== column.index && draft.columns[index]?.field === field);
  if (displaced) columns[displaced.index] = { field: displaced.filled > 0 ? EXTRA : null, format: null };
  return { draft: { ...draft, columns }, displaced: displaced ?? null };
}

/** Share of the data rows in which a column has something, in words: a little missing never reads as all. */
export function filledShare(item: Pick<ImportOut, 'sheet' | 'sheets' | 'header_row' | 'skip_rows'>, column: Pick<ImportColumn, 'filled'>): string {
  const rows = (item.sheets.find(({ name }) => name === item.sheet)?.rows ?? 0) - (item.header_row ?? 0) - item.skip_rows.length;
  if (rows <= 0 || column.filled === 0) return '0';
  const share = Math.floor(Math.min(1, column.filled / rows) * 1000) / 10;
  return share < 1 ? '<1' : formatNumber(share > 99 ? share : Math.floor(share));
}

/** Where a column stands, for the filter above the table. */
export type ColumnGroup = 'mapped' | 'check' | 'extra' | 'ignored' | 'empty';

export function groupOf(column: ImportColumn, choice: Choice | undefined): ColumnGroup {
  if (column.filled === 0 && !choice?.field) return 'empty';
  if (!choice?.field) return 'ignored';
  if (choice.field === EXTRA) return 'extra';
  return choice.field === column.field && column.confidence < SURE ? 'check' : 'mapped';
}

/** "2, 7-9" → rows; null where it cannot be read. */
export function parseRows(text: string, limit: number): number[] | null {
  const rows = new Set<number>();
  for (const part of text.split(/[,;\s]+/).filter(Boolean)) {
    const match = /^(\d{1,7})(?:[-–](\d{1,7}))?$/.exec(part);
    const from = Number(match?.[1]);
    const to = Number(match?.[2] ?? match?.[1]);
    if (!match || from < 1 || to < from || to > limit || to - from > 9_999) return null;
    for (let row = from; row <= to; row += 1) rows.add(row);
  }
  return rows.size > 0 ? [...rows].sort((a, b) => a - b) : null;
}

const SIGN = 'levitiis.import.';

/** What was chosen and not sent yet, kept for a reload in this tab; dropped once the server has another version. */
export const draftStore = {
  load(item: ImportOut): MappingDraft | null {
    try {
      const kept = JSON.parse(sessionStorage.getItem(SIGN + item.id) ?? 'null') as { version: number; sheet: string | null; draft: MappingDraft } | null;
      return kept && kept.version === item.version && kept.sheet === item.sheet ? kept.draft : null;
    } catch {
      return null;
    }
  },
  save(item: ImportOut, draft: MappingDraft): void {
    try {
      sessionStorage.setItem(SIGN + item.id, JSON.stringify({ version: item.version, sheet: item.sheet, draft }));
    } catch {
      // no storage: the choices hold as long as the page is open
    }
  },
  drop(id: number): void {
    try {
      sessionStorage.removeItem(SIGN + id);
    } catch {
      // nothing was kept
    }
  },
};
