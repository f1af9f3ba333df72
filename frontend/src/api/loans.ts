import type { ExtensionIn, HandOverIn, LoanIn, LoanOut, LoanReasonIn, LoanRulesIn, LoanRulesOut, LossIn, PageLoanRow, RefusalIn, ReturnIn } from './generated/model';
import { call, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { FilterQuery, Id } from './types';

/** Calls of loans; their wire types are the generated ones. */

const ROOT = '/movimentacoes/emprestimos';

const act = (id: Id, step: string, body: unknown, version: number, options?: WriteOptions) => call<LoanOut>({ method: 'post', url: `${ROOT}/${id}/${step}`, data: body, headers: { ...ifMatch(version), ...idempotent(options) } });

export const loansApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<PageLoanRow>({ method: 'get', url: ROOT, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<LoanOut>({ method: 'get', url: `${ROOT}/${id}`, signal }),
  create: (body: LoanIn, options?: WriteOptions) => call<LoanOut>({ method: 'post', url: ROOT, data: body, headers: idempotent(options) }),
  handOver: (id: Id, body: HandOverIn, version: number, options?: WriteOptions) => act(id, 'entrega', body, version, options),
  giveBack: (id: Id, body: ReturnIn, version: number, options?: WriteOptions) => act(id, 'devolucao', body, version, options),
  lose: (id: Id, body: LossIn, version: number, options?: WriteOptions) => act(id, 'extravio', body, version, options),
  find: (id: Id, body: ReturnIn, version: number, options?: WriteOptions) => act(id, 'reencontro', body, version, options),
  extend: (id: Id, body: ExtensionIn, version: number, options?: WriteOptions) => act(id, 'prorrogacao', body, version, options),
  askExtension: (id: Id, body: ExtensionIn, version: number, options?: WriteOptions) => act(id, 'prorrogacao/pedido', body, version, options),
  grantExtension: (id: Id, version: number, options?: WriteOptions) => act(id, 'prorrogacao/concessao', undefined, version, options),
  refuseExtension: (id: Id, body: RefusalIn, version: number, options?: WriteOptions) => act(id, 'prorrogacao/recusa', body, version, options),
  withdrawExtension: (id: Id, version: number, options?: WriteOptions) => act(id, 'prorrogacao/retirada', undefined, version, options),
  cancel: (id: Id, body: LoanReasonIn, version: number, options?: WriteOptions) => act(id, 'cancelamento', body, version, options),
  /** Changes nothing of the loan, so no version of it is asked for. */
  remind: (id: Id, options?: WriteOptions) => call<LoanOut>({ method: 'post', url: `${ROOT}/${id}/lembrete`, headers: idempotent(options) }),
};

export const loanRulesApi = {
  get: (signal?: AbortSignal) => call<LoanRulesOut>({ method: 'get', url: `${ROOT}/regras`, signal }),
  set: (body: LoanRulesIn, version: number) => call<LoanRulesOut>({ method: 'put', url: `${ROOT}/regras`, data: body, headers: ifMatch(version) }),
};

/** Where the photos and papers of one asset of a loan are. */
export const loanAttachments = (line: { id: Id }): string => `${ROOT}/itens/${line.id}/anexos`;
