import type { FoundIn, FoundPageIn, FoundPageOut, OccurrenceIn, OccurrenceOut, PageOccurrenceRow, PublicFoundPage, ResolveIn } from './generated/model';
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

/** The page of found things, as it is set by who configures it. */
export const foundPageApi = {
  get: (signal?: AbortSignal) => call<FoundPageOut>({ method: 'get', url: `${ROOT}/pagina-do-achado`, signal }),
  set: (body: FoundPageIn, version: number) => call<FoundPageOut>({ method: 'put', url: `${ROOT}/pagina-do-achado`, data: body, headers: version > 0 ? ifMatch(version) : {} }),
};

/** The same for whoever is not signed in; the code goes in the body, so that no log holds it beside a name. */
export const foundApi = {
  page: (signal?: AbortSignal) => call<PublicFoundPage>({ method: 'get', url: '/achados', signal, skipAuth: true }),
  report: (body: FoundIn) => call<void>({ method: 'post', url: '/achados', data: body, skipAuth: true }),
};

/** Where the photos and papers of an occurrence are. */
export const occurrenceAttachments = (id: Id): string => `${ROOT}/${id}/anexos`;
