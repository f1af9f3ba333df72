import type { AgendaOut, CalendarList, DeskOut, FeedCreated, FeedIn, FeedList, FreeOut, LoanOut, LoanSeriesIn, LoanSeriesOut, OwnLoanIn, OwnLoanSeriesIn, SwapIn } from './generated/model';
import { call, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { FilterQuery, Id } from './types';

/** A day of a series that cannot be reserved, as the problem `loans.series_conflicts` tells it. */
export interface SeriesConflict {
  start_date: string;
  due_date: string;
  reason: 'taken' | 'too_few' | 'closed';
  about: string;
}

/** Calls of reservations: the calendar, what is free, recurring ones, one's own, feeds. */

const ROOT = '/movimentacoes/emprestimos';
const FEEDS = `${ROOT}/agenda/assinaturas`;

export const reservationsApi = {
  agenda: (query: FilterQuery, signal?: AbortSignal) => call<AgendaOut>({ method: 'get', url: `${ROOT}/agenda`, params: query, signal }),
  free: (query: FilterQuery, signal?: AbortSignal) => call<FreeOut>({ method: 'get', url: `${ROOT}/disponibilidade`, params: query, signal }),
  desk: (query: FilterQuery, signal?: AbortSignal) => call<DeskOut>({ method: 'get', url: `${ROOT}/balcao`, params: query, signal }),
  createSeries: (body: LoanSeriesIn, options?: WriteOptions) => call<LoanSeriesOut>({ method: 'post', url: `${ROOT}/series`, data: body, headers: idempotent(options) }),
  createOwn: (body: OwnLoanIn, options?: WriteOptions) => call<LoanOut>({ method: 'post', url: `${ROOT}/proprios`, data: body, headers: idempotent(options) }),
  createOwnSeries: (body: OwnLoanSeriesIn, options?: WriteOptions) => call<LoanSeriesOut>({ method: 'post', url: `${ROOT}/proprios/series`, data: body, headers: idempotent(options) }),
  swap: (id: Id, body: SwapIn, version: number, options?: WriteOptions) => call<LoanOut>({ method: 'post', url: `${ROOT}/${id}/troca`, data: body, headers: { ...ifMatch(version), ...idempotent(options) } }),
};

export const feedsApi = {
  list: (signal?: AbortSignal) => call<FeedList>({ method: 'get', url: FEEDS, signal }),
  /** The answer carries a secret and is never kept: no key goes with it. */
  create: (body: FeedIn) => call<FeedCreated>({ method: 'post', url: FEEDS, data: body }),
  revoke: (id: Id) => call<void>({ method: 'post', url: `${FEEDS}/${id}/revogacao` }),
};

/** Calendars that may be the desk's. */
export const calendarsOfDesk = (signal?: AbortSignal) => call<CalendarList>({ method: 'get', url: '/calendarios', signal });
