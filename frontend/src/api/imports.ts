import { call, http, ifMatch } from './http';
import type { FilterQuery, Id, IsoDateTime, JobOut, Money, Page } from './types';

/** Wire types and calls of imports of assets. */

export type ImportState = 'uploaded' | 'checking' | 'checked' | 'applying' | 'applied' | 'failed' | 'cancelled';

export interface ReferenceCounts {
  locations: number;
  people: number;
  categories: number;
  suppliers: number;
  new_locations: number;
  new_people: number;
  new_categories: number;
  new_suppliers: number;
}

export interface AppliedSummary extends ReferenceCounts {
  created: number;
  existing: number;
  invalid: number;
  total_purchase_value: Money;
}

/** Figures of the last check; `applied` once the rows are in the inventory. */
export interface ImportSummary extends ReferenceCounts {
  valid_rows: number;
  invalid_rows: number;
  existing_rows: number;
  new_rows: number;
  repeated_tags: number;
  total_purchase_value: Money;
  conditions: Record<string, number>;
  errors: number;
  warnings: number;
  applied?: AppliedSummary;
}

export interface ImportRow {
  id: Id;
  filename: string;
  state: ImportState;
  summary: ImportSummary | null;
  created_by: string | null;
  created_at: IsoDateTime;
  applied_at: IsoDateTime | null;
  version: number;
}

export interface ImportColumn {
  index: number;
  letter: string;
  header: string | null;
  samples: string[];
  filled: number;
  field: string | null;
  format: string | null;
  confidence: number;
}

export interface ImportField {
  field: string;
  label_pt: string;
  label_en: string;
  kind: string;
  required: boolean;
  formats: string[];
}

export interface MappingOptions {
  tag_separator?: string;
  patrimonio_from_tag?: boolean;
  width?: number | null;
}

export interface ImportOut extends ImportRow {
  sheets: { name: string; rows: number; columns: number }[];
  sheet: string | null;
  header_row: number | null;
  skip_rows: number[];
  options: MappingOptions;
  columns: ImportColumn[];
  fields: ImportField[];
  notes: { code: string; message: string }[];
  problem: { title?: string; detail?: string | null; code?: string } | null;
  job: Pick<JobOut, 'status' | 'done' | 'total' | 'unit' | 'message'> & { id: Id } | null;
}

/** How the file is to be read; without `columns` they are proposed anew. */
export interface MappingIn {
  sheet?: string | null;
  header_row?: number | null;
  skip_rows?: number[];
  columns?: { column: number; field: string | null; format: string | null }[] | null;
  options?: MappingOptions | null;
}

export type IssueSeverity = 'error' | 'warning';

export interface ImportIssue {
  row: number;
  column: string | null;
  header: string | null;
  field: string | null;
  value: string | null;
  code: string;
  severity: IssueSeverity;
  blocks: boolean;
  message: string;
}

const ROOT = '/ativos/importacoes';
const UPLOAD_TIMEOUT_MS = 15 * 60_000;
const READING_TIMEOUT_MS = 120_000;

export const importsApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<Page<ImportRow>>({ method: 'get', url: ROOT, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<ImportOut>({ method: 'get', url: `${ROOT}/${id}`, signal }),
  /** Send a file; `onProgress` hears the share that has left (0 to 1). */
  upload: async (file: File, onProgress?: (share: number) => void, signal?: AbortSignal) => {
    const form = new FormData();
    form.append('file', file, file.name);
    const response = await http.post<ImportOut>(ROOT, form, {
      timeout: UPLOAD_TIMEOUT_MS,
      signal,
      onUploadProgress: ({ loaded, total }) => onProgress?.(total ? Math.min(1, loaded / total) : 0),
    });
    return response.data;
  },
  map: (id: Id, mapping: MappingIn, version: number) =>
    call<ImportOut>({ method: 'put', url: `${ROOT}/${id}/mapeamento`, data: mapping, headers: ifMatch(version), timeout: READING_TIMEOUT_MS }),
  check: (id: Id) => call<ImportOut>({ method: 'post', url: `${ROOT}/${id}/verificacao` }),
  issues: (id: Id, query: FilterQuery, signal?: AbortSignal) => call<Page<ImportIssue>>({ method: 'get', url: `${ROOT}/${id}/erros`, params: query, signal }),
  apply: (id: Id, onlyValid: boolean) => call<ImportOut>({ method: 'post', url: `${ROOT}/${id}/aplicacao`, data: { only_valid: onlyValid } }),
  remove: (id: Id) => call<void>({ method: 'delete', url: `${ROOT}/${id}` }),
};
