import { call, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { AssetCondition, FilterQuery, Id, IsoDateTime, Page, PathRef, Ref } from './types';

/** Wire types and calls of transfers, and of the approvals that they wait for. */

export type TransferState = 'draft' | 'pending' | 'approved' | 'in_transit' | 'partially_received' | 'received' | 'rejected' | 'cancelled';
export type TransferItemState = 'waiting' | 'received' | 'missing' | 'returned';
export type TransferAction = 'edit' | 'submit' | 'cancel' | 'send' | 'effect' | 'receive' | 'take_back' | 'reverse';
export type ApprovalState = 'pending' | 'approved' | 'rejected' | 'void';

export interface TransferRow {
  id: Id;
  number: string;
  /** In an assignment nothing moves but who answers for it. */
  kind: 'transfer' | 'assignment';
  state: TransferState;
  /** Null: the place is out of this reader's reach, or it is an assignment. */
  to_location: PathRef | null;
  to_responsible: Ref | null;
  /** What the reader does not get to see, though it is there. */
  hidden: ('to_location' | 'to_responsible')[];
  requester: Ref;
  reason: string;
  items: number;
  received: number;
  created_at: IsoDateTime;
  version: number;
}

export interface TransferLine {
  id: Id;
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
  /** How many files are attached to it. */
  attachments: number;
}

/** An asset that arrived without being expected. */
export interface TransferExtra {
  id: Id;
  asset_id: Id;
  tag: string;
  name: string;
  note: string | null;
  found_at: IsoDateTime;
  resolution: 'transferred' | 'ignored' | null;
  resolution_note: string | null;
  transfer: Ref | null;
  allowed_actions: 'resolve'[];
}

export interface Transfer extends TransferRow {
  approver: Ref | null;
  approval_id: Id | null;
  closing_note: string | null;
  reverses: Ref | null;
  reversed_by: Ref | null;
  submitted_at: IsoDateTime | null;
  decided_at: IsoDateTime | null;
  sent_at: IsoDateTime | null;
  closed_at: IsoDateTime | null;
  lines: TransferLine[];
  extras: TransferExtra[];
  allowed_actions: TransferAction[];
}

export interface DraftIn {
  asset_ids: Id[];
  to_location_id?: Id | null;
  to_responsible_id?: Id | null;
  reason: string;
}

export interface TransferIn extends DraftIn {
  submit?: boolean;
}

export interface ReceiptIn {
  received: { asset_id: Id; condition?: AssetCondition | null; note?: string | null }[];
  missing: Id[];
  extras?: { asset_id: Id; note?: string | null }[];
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
  /** Null: none of one's own; the built-in ones asked. */
  rule: string | null;
  levels: { position: number; location: Ref | null; approvers: Ref[]; due_at: IsoDateTime | null; escalated_at: IsoDateTime | null }[];
  decisions: { position: number; decision: 'approve' | 'reject'; by: Ref; on_behalf_of: Ref | null; note: string | null; at: IsoDateTime }[];
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
const STEPS = { submit: 'envio', send: 'saida', effect: 'efetivacao' } as const;

const write = <T>(url: string, body: unknown, version: number, options?: WriteOptions) => call<T>({ method: 'post', url, data: body, headers: { ...ifMatch(version), ...idempotent(options) } });

export const transfersApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<Page<TransferRow>>({ method: 'get', url: ROOT, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<Transfer>({ method: 'get', url: `${ROOT}/${id}`, signal }),
  create: (body: TransferIn, options?: WriteOptions) => call<Transfer>({ method: 'post', url: ROOT, data: body, headers: idempotent(options) }),
  edit: (id: Id, body: DraftIn, version: number) => call<Transfer>({ method: 'patch', url: `${ROOT}/${id}`, data: body, headers: ifMatch(version) }),
  reverse: (id: Id, reason: string, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/estorno`, { reason }, version, options),
  step: (id: Id, step: keyof typeof STEPS, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/${STEPS[step]}`, undefined, version, options),
  receive: (id: Id, body: ReceiptIn, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/recebimento`, body, version, options),
  resolveExtra: (id: Id, extra: Id, body: { resolution: 'transferred' | 'ignored'; note: string }, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/sobras/${extra}/resolucao`, body, version, options),
  takeBack: (id: Id, body: TakeBackIn, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/devolucao`, body, version, options),
  cancel: (id: Id, reason: string, version: number, options?: WriteOptions) => write<Transfer>(`${ROOT}/${id}/cancelamento`, { reason }, version, options),
};

export const approvalsApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<Page<ApprovalRow>>({ method: 'get', url: APPROVALS, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<ApprovalRow>({ method: 'get', url: `${APPROVALS}/${id}`, signal }),
  decide: (id: Id, body: DecisionIn, version: number, options?: WriteOptions) => write<ApprovalRow>(`${APPROVALS}/${id}/decisao`, body, version, options),
};
