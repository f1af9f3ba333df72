import type { DelegationIn, DelegationsOut, OutcomesOut, RuleIn, RuleOut, RulesOut } from './generated/model';
import { call, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { DecisionIn } from './transfers';
import type { Id, Ref } from './types';

/** Calls of approval rules, of who stands in for whom, and of many decisions at once. */

const ROOT = '/movimentacoes/aprovacoes';
const RULES = `${ROOT}/regras`;
const DELEGATIONS = `${ROOT}/delegacoes`;

export const decisionsApi = {
  waiting: (signal?: AbortSignal) => call<{ waiting: number }>({ method: 'get', url: `${ROOT}/contagem`, signal }),
  decideMany: (approval_ids: Id[], decision: DecisionIn) => call<OutcomesOut>({ method: 'post', url: `${ROOT}/decisoes`, data: { approval_ids, ...decision } }),
  deciders: async (query: { q?: string; user_id?: Id }, signal?: AbortSignal) => (await call<{ items: Ref[] }>({ method: 'get', url: `${ROOT}/aprovadores`, params: query, signal })).items,
};

export const rulesApi = {
  list: (signal?: AbortSignal) => call<RulesOut>({ method: 'get', url: RULES, signal }),
  create: (body: RuleIn, options?: WriteOptions) => call<RuleOut>({ method: 'post', url: RULES, data: body, headers: idempotent(options) }),
  edit: (id: Id, body: RuleIn, version: number) => call<RuleOut>({ method: 'patch', url: `${RULES}/${id}`, data: body, headers: ifMatch(version) }),
  remove: (id: Id, version: number) => call<void>({ method: 'delete', url: `${RULES}/${id}`, headers: ifMatch(version) }),
};

export const delegationsApi = {
  list: (signal?: AbortSignal) => call<DelegationsOut>({ method: 'get', url: DELEGATIONS, signal }),
  create: (body: DelegationIn, options?: WriteOptions) => call<DelegationsOut>({ method: 'post', url: DELEGATIONS, data: body, headers: idempotent(options) }),
  remove: (id: Id) => call<void>({ method: 'delete', url: `${DELEGATIONS}/${id}` }),
};
