import { fileName } from './download';
import { call, http } from './http';
import type { Selection } from './types';

/** Wire types and calls of label printing; measures in mm. */

export type LabelPage = 'A4' | 'LETTER' | 'ROLL';
export type LabelField = 'tag' | 'name' | 'location' | 'organisation' | 'patrimonio' | 'serial_number';
export type LabelOrder = 'tag' | 'location' | 'name';

export interface LabelSheet {
  code: string;
  name: string;
  page: LabelPage;
  page_width_mm: number;
  page_height_mm: number;
  columns: number;
  rows: number;
  per_sheet: number;
  width_mm: number;
  height_mm: number;
  margin_left_mm: number;
  margin_top_mm: number;
  pitch_x_mm: number;
  pitch_y_mm: number;
  is_default: boolean;
}

export interface LabelsIn {
  selection?: Selection | null;
  sheet: string;
  start_position: number;
  fields: LabelField[];
  order: LabelOrder;
  test_page: boolean;
}

export interface LabelFile {
  blob: Blob;
  name: string;
}

const ROOT = '/ativos/etiquetas';
const PRINT_TIMEOUT_MS = 180_000;
/** Most labels that one PDF may hold. */
export const MAX_LABELS = 1_000;

export const labelsApi = {
  sheets: (signal?: AbortSignal) => call<{ items: LabelSheet[] }>({ method: 'get', url: `${ROOT}/folhas`, signal }),
  /** The labels as PDF. A failure is the problem inside the Blob, as with every other call. */
  print: async (wanted: LabelsIn): Promise<LabelFile> => {
    const response = await http.request<Blob>({ method: 'post', url: ROOT, data: wanted, responseType: 'blob', timeout: PRINT_TIMEOUT_MS });
    return { blob: response.data, name: fileName(response.headers['content-disposition'] as string | undefined) ?? 'etiquetas.pdf' };
  },
};
