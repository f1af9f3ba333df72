/**
 * Wire types, exactly as the API sends them (snake_case, money as decimal strings, dates as YYYY-MM-DD).
 * They say more than the generated ones (what a string may be); `contract.ts` holds them to the API document.
 */

export type Money = string;
export type IsoDate = string;
export type IsoDateTime = string;
export type Id = number;

export interface Page<T> {
  items: T[];
  page: number;
  page_size: number;
  total: number;
  total_is_estimate: boolean;
}

export interface CursorPage<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Ref {
  id: Id;
  name: string;
}

export interface PathRef extends Ref {
  full_name: string;
}

/* ---------- identity ---------- */

export type Permission =
  | 'locations.read'
  | 'locations.manage'
  | 'calendars.read'
  | 'calendars.manage'
  | 'people.read'
  | 'people.manage'
  | 'catalogue.read'
  | 'catalogue.manage'
  | 'assets.read'
  | 'assets.create'
  | 'assets.edit'
  | 'assets.archive'
  | 'assets.move'
  | 'assets.import'
  | 'assets.export'
  | 'assets.labels'
  | 'movements.read'
  | 'movements.request'
  | 'movements.receive'
  | 'loans.read'
  | 'loans.request'
  | 'loans.self_service'
  | 'loans.desk'
  | 'clearances.read'
  | 'clearances.issue'
  | 'occurrences.read'
  | 'occurrences.open'
  | 'occurrences.resolve'
  | 'occurrences.configure'
  | 'loans.configure'
  | 'disposals.read'
  | 'disposals.request'
  | 'disposals.desk'
  | 'disposals.reverse'
  | 'disposals.configure'
  | 'approvals.decide'
  | 'approvals.configure'
  | 'terms.read'
  | 'terms.collect'
  | 'terms.configure'
  | 'history.export'
  | 'history.read'
  | 'history.verify'
  | 'identity.self'
  | 'jobs.read'
  | 'jobs.cancel'
  | 'users.read'
  | 'users.manage'
  | 'roles.read'
  | 'roles.manage';

export interface PermissionScope {
  everywhere: boolean;
  location_ids: Id[];
}

/** A role as it is named. */
export interface RoleBrief {
  name: string;
  label_pt: string;
  label_en: string;
}

export interface Me {
  id: Id;
  username: string;
  email: string | null;
  name: string;
  /** The role that is shown first; null without any grant. */
  role: RoleBrief | null;
  permissions: Partial<Record<Permission, PermissionScope>>;
  preferences: Record<string, unknown>;
}

/** A row of GET /users. */
export interface UserRow {
  id: Id;
  username: string;
  email: string;
  name: string;
  role: RoleBrief | null;
  grant_count: number;
  person_id: Id;
  active: boolean;
  /** Has not chosen a password yet. */
  invited: boolean;
  last_sign_in_at: IsoDateTime | null;
  created_at: IsoDateTime;
  version: number;
}

export interface Session {
  access_token: string;
  token_type: 'bearer';
  expires_in: number;
  user: Me;
}

/** The password was right; a code is wanted within `expires_in` seconds. */
export interface Challenge {
  challenge: string;
  expires_in: number;
}

/* ---------- places, people, catalogue ---------- */

/** Kinds are data: these come with the program, an organisation may add its own. */
export type LocationKindCode = 'unit' | 'building' | 'floor' | 'room' | 'sector' | 'administrative_unit' | (string & {});

export interface LocationOut {
  id: Id;
  name: string;
  parent_id: Id | null;
  type: LocationKindCode;
  code: string | null;
  path: Ref[];
  full_name: string;
  depth: number;
  latitude: number | null;
  longitude: number | null;
  child_count: number;
  asset_count: number;
  asset_count_total: number;
  version: number;
  created_at: IsoDateTime;
  updated_at: IsoDateTime;
  allowed_actions: ('edit' | 'move' | 'delete' | 'create_child')[];
}

/** A node of GET /localizacoes/arvore; `matched` is false for one that is shown for what it leads to. */
export interface LocationNode extends LocationOut {
  matched: boolean;
}

export interface LocationKind {
  code: LocationKindCode;
  name_pt: string;
  name_en: string;
  rank: number;
  allowed_parents: LocationKindCode[];
}

export interface PersonOut {
  id: Id;
  name: string;
  registration: string | null;
  email: string | null;
  cpf_masked: string | null;
  location_id: Id | null;
  location: PathRef | null;
  active: boolean;
  /** The day on which the person left, while a clearance is in force. */
  left_on?: IsoDate | null;
  /** The record was merged into another person's, who is named where one sees her. */
  merged?: boolean;
  merged_into?: { id: Id; name: string } | null;
  version: number;
  created_at: IsoDateTime;
  updated_at: IsoDateTime;
  allowed_actions: ('edit' | 'merge' | 'read_document')[];
}

export interface CategoryOut {
  id: Id;
  name: string;
  parent_id: Id | null;
  path: Ref[];
  full_name: string;
  depth: number;
  child_count: number;
  asset_count: number;
  asset_count_total: number;
  version: number;
  created_at: IsoDateTime;
  updated_at: IsoDateTime;
  allowed_actions: ('edit' | 'move' | 'delete' | 'create_child')[];
}

export interface SupplierOut {
  id: Id;
  name: string;
  /** Fourteen characters of a CNPJ, or a masked CPF, as `tax_id_kind` says. */
  tax_id: string | null;
  tax_id_kind: 'cnpj' | 'cpf' | null;
  contact: string | null;
  email: string | null;
  phone: string | null;
  version: number;
  created_at: IsoDateTime;
  updated_at: IsoDateTime;
  allowed_actions: 'edit'[];
}

/* ---------- assets ---------- */

export type AssetStatus = 'available' | 'in_use' | 'on_loan' | 'in_transit' | 'in_maintenance' | 'missing' | 'disposed';
export type LifecycleState = 'planned' | 'received' | 'in_service' | 'retired' | 'disposed';
/** State of conservation. */
export type AssetCondition = 'new' | 'good' | 'fair' | 'poor' | 'idle' | 'recoverable' | 'uneconomic' | 'irrecoverable';
export type AssetAction = 'edit' | 'move' | 'archive' | 'unarchive' | 'print_label';

export interface AssetRow {
  id: Id;
  tag: string;
  patrimonio: string | null;
  name: string;
  status: AssetStatus;
  lifecycle_state: LifecycleState;
  condition: AssetCondition | null;
  category: Ref | null;
  location: PathRef | null;
  responsible: Ref | null;
  supplier: Ref | null;
  brand: string | null;
  model: string | null;
  serial_number: string | null;
  purchase_value: Money | null;
  acquisition_date: IsoDate | null;
  archived_at: IsoDateTime | null;
  created_at: IsoDateTime;
  version: number;
}

export interface AssetOut extends Omit<AssetRow, 'location'> {
  location: (PathRef & { path?: Ref[] }) | null;
  description: string | null;
  invoice_number: string | null;
  warranty_until: IsoDate | null;
  notes: string | null;
  extra: Record<string, string | number | boolean | null>;
  qr_url: string | null;
  code: string;
  created_by: Ref | number | null;
  updated_at: IsoDateTime;
  /** Rows of its ledger. */
  movement_count: number;
  allowed_actions: AssetAction[];
  import_id: Id | null;
}

export interface AssetSummary {
  count: number;
  total_value: Money;
  by_status: Partial<Record<AssetStatus, number>>;
}

export interface CodeMatches {
  matches: { id: Id; tag: string; name: string; matched_by: string }[];
}

export interface MovementOut {
  id: Id;
  seq: number;
  type: string;
  status: string;
  from_location: PathRef | null;
  to_location: PathRef | null;
  from_responsible: Ref | null;
  /** Places and people that one does not get to see. */
  hidden: ('from_location' | 'to_location' | 'from_responsible' | 'to_responsible')[];
  to_responsible: Ref | null;
  from_status?: AssetStatus | null;
  to_status?: AssetStatus | null;
  /** The disposal that took the asset out, or that was undone. */
  disposal_id?: Id | null;
  reason: string | null;
  /** Who asked for it. */
  requester: Ref | null;
  created_at: IsoDateTime;
}

export type FilterQuery = Record<string, string | number | boolean | (string | number)[] | undefined>;

/** What a bulk action works on: rows by id, or everything that matches the filter of the list except some. */
export type Selection = { ids: Id[] } | { filter: FilterQuery; exclude_ids: Id[] };

export interface MoveRequest {
  to_location_id?: Id | null;
  to_responsible_id?: Id | null;
  reason: string | null;
}

export interface MoveResult {
  moved: number;
  unchanged: number;
  failed: { id: Id; tag: string; code: string; message: string }[];
}

/* ---------- trail, search, jobs, live ---------- */

export interface TrailActor {
  kind: string;
  id: Id | null;
  name: string | null;
}

export interface TrailChange {
  field: string;
  before: unknown;
  after: unknown;
  /** What a reference pointed at, where the reader may know. */
  before_label?: string | null;
  after_label?: string | null;
}

export interface TrailEntry {
  id: Id;
  entity: string;
  entity_id: Id | null;
  /** What the thing is called now, where it still is and the reader may see it. */
  entity_label?: string | null;
  action: string;
  actor: TrailActor;
  source: string;
  reason: string | null;
  request_id: string | null;
  changes: TrailChange[];
  /** For a remembered act: what it was about. */
  details?: Record<string, unknown>;
  /** How many like entries it stands for, where they were asked for in groups. */
  count?: number;
  created_at: IsoDateTime;
}

export interface SearchItem {
  id: Id;
  title: string;
  subtitle: string | null;
  code: string | null;
  url: string;
}

export interface SearchResult {
  groups: { type: 'asset' | 'location' | 'person' | (string & {}); items: SearchItem[] }[];
}

export interface JobOut {
  id: Id | string;
  kind: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number | null;
  unit: string | null;
  message: string | null;
  result: unknown;
  started_at: IsoDateTime | null;
  finished_at: IsoDateTime | null;
  eta_seconds: number | null;
}

export interface LiveTicket {
  ticket: string;
  expires_in: number;
}

/** Messages of the live channel: what changed, never the rows themselves. */
export type LiveMessage =
  | { type: 'hello'; sequence: number }
  | { type: 'resync_required' }
  | { type: 'heartbeat' }
  | { type: string; sequence: number; object_type: string; ids: Id[]; at: IsoDateTime };
