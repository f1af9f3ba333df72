import { download } from './download';
import type { BoundGroup, BoundPage, ClearanceIn, GivenBackIn, HandedOut, LeavingOut, PassedOnIn } from './generated/model';
import { call, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { Id } from './types';

/** Calls of leaving; their wire types are the generated ones. */

const of = (person: Id) => `/movimentacoes/desligamentos/${person}`;

export const leavingApi = {
  get: (person: Id, signal?: AbortSignal) => call<LeavingOut>({ method: 'get', url: of(person), signal }),
  bound: async (person: Id, kind: BoundGroup['kind'], after: Id) => (await call<BoundPage>({ method: 'get', url: `${of(person)}/pendencias`, params: { kind, after } })).items,
  giveBack: (person: Id, body: GivenBackIn, options?: WriteOptions) => call<HandedOut>({ method: 'post', url: `${of(person)}/devolucao`, data: body, headers: idempotent(options) }),
  passOn: (person: Id, body: PassedOnIn, options?: WriteOptions) => call<HandedOut>({ method: 'post', url: `${of(person)}/repasse`, data: body, headers: idempotent(options) }),
  issue: (person: Id, body: ClearanceIn, options?: WriteOptions) => call<LeavingOut>({ method: 'post', url: `${of(person)}/nada-consta`, data: body, headers: idempotent(options) }),
  withdraw: (person: Id, clearance: Id, reason: string, version: number, options?: WriteOptions) =>
    call<LeavingOut>({ method: 'post', url: `${of(person)}/nada-consta/${clearance}/revogacao`, data: { reason }, headers: { ...ifMatch(version), ...idempotent(options) } }),
  save: (person: Id, clearance: { id: Id; number: string }) => download({ method: 'get', url: `${of(person)}/nada-consta/${clearance.id}/pdf` }, `${clearance.number}.pdf`),
};
