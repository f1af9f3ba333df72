import { call, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { AssetCondition, FilterQuery, Id, IsoDateTime, Page, PathRef, Ref } from './types';

/** Wire types and calls of transfers, and of the approvals that they wait for. */

export type TransferState = 'draft' | 'pending' | 'approved' | 'in_transit' | 'partially_received' | 'received' | 'rejected' | 'cancelled';
export type TransferItemState = 'waiting' | 'received' | 'missing' | 'returned';
export type TransferAction = 'submit' | 'cancel' | 'send' | 'receive' | 'take_back';
export type ApprovalState = 'pending' | 'approved' | 'rejected' | 'void';

export interface TransferRow {
  id: Id;
  number: string;
  state: TransferState;
  /** Null: the place is out of this reader's reach. */
  to_location: PathRef | null;
  to_responsible: Ref | null;
  requester: Ref;
  reason: string;
  items: number;
  received: number;
  created_at: IsoDateTime;
  version: number;
}

export interface TransferLine {
  asset_id: Id;
  tag: string;
  name: string;
  from_location: PathRef | null;
  from_responsible: Ref | null;
  state: TransferItemState;
  condition: AssetCondition | null;
  note: string | null;
  received_by: Ref | null;
  received_at: IsoDateTime | null;
}

export interface Transfer extends TransferRow {
  approver: Ref | null;
  approval_id: Id | null;
  closing_note: string | null;
  submitted_at: IsoDateTime | null;
  decided_at: IsoDateTime | null;
  sent_at: IsoDateTime | null;
  closed_at: IsoDateTime | null;
  lines: TransferLine[];
  allowed_actions: TransferAction[];
}

export interface TransferIn {
  asset_ids: Id[];
  to_location_id: Id;
  to_responsible_id?: Id | null;
  reason: string;
  submit?: boolean;
}

export interface ReceiptIn {
  received: { asset_id: Id; condition?: AssetCondition | null; note?: string | null }[];
  missing: Id[];
}

export interface TakeBackIn {
  asset_ids: Id[];
  reason: string;
}

export interface ApprovalRow {
  id: Id;
  kind: string;
  document_id: Id;
  number: string;
  summary: string;
  state: ApprovalState;
  position: number;
  requester: Ref;
  levels: { position: number; location: Ref | null }[];
  decisions: { position: number; decision: 'approve' | 'reject'; by: Ref; note: string | null; at: IsoDateTime }[];
  created_at: IsoDateTime;
  decided_at: IsoDateTime | null;
  version: number;
  allowed_actions: 'decide'[];
}

export interface DecisionIn {
  decision: 'approve' | 'reject';
  note?: string | null;
}

const ROOT = '/movimentacoes';
const APPROVALS = `${ROOT}/aprovacoes`;

/** The address of each step below a transfer. */
const STEPS = { submit: 'envio', send: 'saida' } as const;

const write = <T>(url: string, body: unknown, version: number, options?: WriteOptions) => call<T>({ method: 'post', url, data: body, headers: { ...ifMatch(version), ...idempotent(options) } });

export const transfersApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<Page<TransferRow>>({ method: 'get', url: ROOT, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<Transfer>({ method: 'get', url: `${ROOT}/${id}`, signal }),
  create: (body: TransferIn, options?: WriteOptions) => call<Transfer>({ method: 'post', url: ROOT, data: body, headers: idempotent(options) }),
  step: (id: Id, step: keyof typeof STEPS, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/${STEPS[step]}`, undefined, version, options),
  receive: (id: Id, body: ReceiptIn, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/recebimento`, body, version, options),
  takeBack: (id: Id, body: TakeBackIn, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/devolucao`, body, version, options),
  cancel: (id: Id, reason: string, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/cancelamento`, { reason }, version, options),
};

export const approvalsApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<Page<ApprovalRow>>({ method: 'get', url: APPROVALS, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<ApprovalRow>({ method: 'get', url: `${APPROVALS}/${id}`, signal }),
  decide: (id: Id, body: DecisionIn, version: number, options?: WriteOptions) => write<ApprovalRow>(`${APPROVALS}/${id}/decisao`, body, version, options),
};
