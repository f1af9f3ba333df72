import { download } from './download';
import type { ConclusionIn, DisposalIn, DisposalOut, DisposalRulesIn, DisposalRulesOut, AssetDisposalOut, PageDisposalRow } from './generated/model';
import { call, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { FilterQuery, Id } from './types';

/** Calls of disposals; their wire types are the generated ones. */

const ROOT = '/movimentacoes/baixas';

const act = (id: Id, step: string, body: unknown, version: number, options?: WriteOptions) => call<DisposalOut>({ method: 'post', url: `${ROOT}/${id}/${step}`, data: body, headers: { ...ifMatch(version), ...idempotent(options) } });

export const disposalsApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<PageDisposalRow>({ method: 'get', url: ROOT, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<DisposalOut>({ method: 'get', url: `${ROOT}/${id}`, signal }),
  /** Whether an asset waits to be disposed of, or has left. */
  ofAsset: (assetId: Id, signal?: AbortSignal) => call<AssetDisposalOut>({ method: 'get', url: `${ROOT}/bens/${assetId}`, signal }),
  create: (body: DisposalIn, options?: WriteOptions) => call<DisposalOut>({ method: 'post', url: ROOT, data: body, headers: idempotent(options) }),
  /** The draft as a whole: what is left out of it is empty. */
  edit: (id: Id, body: DisposalIn, version: number | null) => call<DisposalOut>({ method: 'put', url: `${ROOT}/${id}`, data: body, headers: version === null ? {} : ifMatch(version) }),
  ask: (id: Id, version: number, options?: WriteOptions) => act(id, 'pedido', undefined, version, options),
  cancel: (id: Id, reason: string, version: number, options?: WriteOptions) => act(id, 'cancelamento', { reason }, version, options),
  conclude: (id: Id, body: ConclusionIn, version: number, options?: WriteOptions) => act(id, 'conclusao', body, version, options),
  reverse: (id: Id, reason: string, version: number, options?: WriteOptions) => act(id, 'reversao', { reason }, version, options),
  /** The page of the lot, for printing. */
  saveLot: (disposal: { id: Id; number: string }) => download({ method: 'get', url: `${ROOT}/${disposal.id}/lote.pdf` }, `${disposal.number}.pdf`),
};

export const disposalRulesApi = {
  get: (signal?: AbortSignal) => call<DisposalRulesOut>({ method: 'get', url: `${ROOT}/regras`, signal }),
  set: (body: DisposalRulesIn, version: number) => call<DisposalRulesOut>({ method: 'put', url: `${ROOT}/regras`, data: body, headers: ifMatch(version) }),
};

/** Where the reports and certificates of a disposal are. */
export const disposalAttachments = (disposal: { id: Id }): string => `${ROOT}/${disposal.id}/anexos`;

/** Where the photos of one asset of a disposal are. */
export const lineAttachments = (line: { id: Id }): string => `${ROOT}/itens/${line.id}/anexos`;
