import { download } from './download';
import { call, ifMatch } from './http';
import { idempotent, resource, type WriteOptions } from './resources';
import type { AssetCondition, AssetOut, AssetRow, AssetSummary, CodeMatches, CursorPage, FilterQuery, Id, LifecycleState, MovementOut, MoveRequest, MoveResult, Page, Selection, TrailEntry } from './types';

/** Body of POST and PATCH /ativos; place and responsible only at creation, later through a movement. */
export interface AssetIn {
  tag?: string | null;
  patrimonio?: string | null;
  name: string;
  category_id?: Id | null;
  supplier_id?: Id | null;
  location_id?: Id | null;
  responsible_id?: Id | null;
  brand?: string | null;
  model?: string | null;
  serial_number?: string | null;
  description?: string | null;
  condition?: AssetCondition | null;
  lifecycle_state?: Exclude<LifecycleState, 'disposed'>;
  purchase_value?: string | null;
  acquisition_date?: string | null;
  invoice_number?: string | null;
  warranty_until?: string | null;
  notes?: string | null;
}

const ROOT = '/ativos';

export const assetsApi = {
  ...resource<AssetOut, AssetIn>(ROOT),
  list: (query: FilterQuery, signal?: AbortSignal) => call<Page<AssetRow>>({ method: 'get', url: ROOT, params: query, signal }),
  summary: (query: FilterQuery, signal?: AbortSignal) => call<AssetSummary>({ method: 'get', url: `${ROOT}/resumo`, params: query, signal }),
  byCode: (code: string, signal?: AbortSignal) => call<CodeMatches>({ method: 'get', url: `${ROOT}/codigo/${encodeURIComponent(code)}`, signal }),
  movements: (id: Id, cursor?: string | null, signal?: AbortSignal) =>
    call<CursorPage<MovementOut>>({ method: 'get', url: `${ROOT}/${id}/movimentacoes`, params: { cursor: cursor ?? undefined }, signal }),
  trail: (id: Id, cursor?: string | null, signal?: AbortSignal) =>
    call<CursorPage<TrailEntry>>({ method: 'get', url: `${ROOT}/${id}/trilha`, params: { cursor: cursor ?? undefined }, signal }),
  move: (id: Id, body: MoveRequest, version: number, options?: WriteOptions) =>
    call<AssetOut>({ method: 'post', url: `${ROOT}/${id}/movimentacao`, data: body, headers: { ...ifMatch(version), ...idempotent(options) } }),
  moveMany: (body: MoveRequest & { selection: Selection }, options?: WriteOptions) =>
    call<MoveResult>({ method: 'post', url: `${ROOT}/movimentacao`, data: body, headers: idempotent(options) }),
  archive: (id: Id, reason: string, version: number) =>
    call<AssetOut>({ method: 'post', url: `${ROOT}/${id}/arquivamento`, data: { reason }, headers: ifMatch(version) }),
  unarchive: (id: Id, version: number) => call<AssetOut>({ method: 'delete', url: `${ROOT}/${id}/arquivamento`, headers: ifMatch(version) }),
  export: (format: 'csv' | 'xlsx', query: FilterQuery) =>
    download({ method: 'get', url: `${ROOT}/exportacao`, params: { ...query, format } }, `ativos.${format}`),
};
