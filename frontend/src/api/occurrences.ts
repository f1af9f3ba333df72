import type { OccurrenceIn, OccurrenceOut, PageOccurrenceRow, ResolveIn } from './generated/model';
import { call, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { FilterQuery, Id } from './types';

/** Calls of occurrences; their wire types are the generated ones. */

const ROOT = '/movimentacoes/ocorrencias';

export const occurrencesApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<PageOccurrenceRow>({ method: 'get', url: ROOT, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<OccurrenceOut>({ method: 'get', url: `${ROOT}/${id}`, signal }),
  create: (body: OccurrenceIn, options?: WriteOptions) => call<OccurrenceOut>({ method: 'post', url: ROOT, data: body, headers: idempotent(options) }),
  resolve: (id: Id, body: ResolveIn, version: number, options?: WriteOptions) => call<OccurrenceOut>({ method: 'post', url: `${ROOT}/${id}/resolucao`, data: body, headers: { ...ifMatch(version), ...idempotent(options) } }),
};

/** Where the photos and papers of an occurrence are. */
export const occurrenceAttachments = (id: Id): string => `${ROOT}/${id}/anexos`;
