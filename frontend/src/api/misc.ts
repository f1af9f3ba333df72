import { download } from './download';
import { call } from './http';
import type { TrailAuthorsOut } from './generated/model';
import type { CursorPage, FilterQuery, JobOut, LiveTicket, SearchResult, TrailEntry } from './types';

/** Search over assets, places and people. */
export const search = (q: string, signal?: AbortSignal) => call<SearchResult>({ method: 'get', url: '/busca', params: { q }, signal });

/** The part of the audit trail that is filtered, as a file. */
export const exportTrail = (format: 'csv' | 'xlsx', query: FilterQuery) => download({ method: 'get', url: '/trilha/exportacao', params: { ...query, format } }, `trilha.${format}`);

/** The audit trail, newest first. */
export const trail = (query: FilterQuery, signal?: AbortSignal) => call<CursorPage<TrailEntry>>({ method: 'get', url: '/trilha', params: query, signal });

/** Users who stand in the part of the trail that one may read. */
export const trailAuthors = async (query: FilterQuery, signal?: AbortSignal) => (await call<TrailAuthorsOut>({ method: 'get', url: '/trilha/autores', params: query, signal })).items;

/** State of a long job. */
export const job = (id: number | string, signal?: AbortSignal) => call<JobOut>({ method: 'get', url: `/jobs/${id}`, signal });

/** Single-use ticket of 30 s for one live connection. */
export const liveTicket = (signal?: AbortSignal) => call<LiveTicket>({ method: 'post', url: '/eventos/ingresso', signal });
