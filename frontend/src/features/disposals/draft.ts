import type { Classification, Destination, DisposalIn, DisposalOut, MemberRole, OccurrenceKind, OccurrenceOut } from '@/api/generated/model';
import type { Id, Ref } from '@/api/types';
import type { Values } from '@/shared/form';
import { isGone } from './missing';

/** One asset of the lot, as the editor has it. */
export interface Item {
  asset_id: Id;
  tag: string;
  name: string;
  classification: Classification | null;
  appraised_value: string | null;
  note: string | null;
}

/** A person of the commission. */
export interface Member extends Ref {
  role: MemberRole;
}

/** A draft as it is typed. What only another destination needs is kept here, and not sent. */
export interface Draft {
  items: Item[];
  destination: Destination | null;
  supplier_id: Id | null;
  is_ewaste: boolean;
  police_report: string | null;
  police_report_date: string | null;
  reason: string | null;
  report: string | null;
  members: Member[];
  commission_act: string | null;
  process_number: string | null;
}

const NOTHING: Draft = { items: [], destination: null, supplier_id: null, is_ewaste: false, police_report: null, police_report_date: null, reason: null, report: null, members: [], commission_act: null, process_number: null };

/** The values of the form: of a draft that is there, or of a new one. */
export function valuesOf(disposal: DisposalOut | null): Values {
  if (disposal === null) return { ...NOTHING };
  const { destination, is_ewaste, police_report, police_report_date, reason, report, commission_act, process_number } = disposal;
  const draft: Draft = {
    items: disposal.lines.map(({ asset_id, tag, name, classification, appraised_value, note }) => ({ asset_id, tag, name, classification, appraised_value, note })),
    members: disposal.members.map(({ person, role }) => ({ id: person.id, name: person.name, role })),
    supplier_id: disposal.recipient?.id ?? null,
    destination, is_ewaste, police_report, police_report_date, reason, report, commission_act, process_number,
  };
  return { ...draft };
}

/** A new draft that something else begins: its values, under which key what is typed is kept, and where it came from. */
export interface Beginning {
  key: string;
  from: string;
  values: Values;
}

const MOST_REASON = 500;
const DESTINED: Partial<Record<OccurrenceKind, Destination>> = { theft: 'theft', missing: 'loss' };

/** A draft about the asset of an occurrence; what was stolen, or is not to be found, goes nowhere else. */
export function beginningOf({ id, asset, kind }: OccurrenceOut, reason: string): Beginning {
  const item: Item = { asset_id: asset.id, tag: asset.tag, name: asset.name, classification: null, appraised_value: null, note: null };
  const line = Array.from(reason.replace(/\s+/g, ' ').trim()).slice(0, MOST_REASON).join('');
  const draft: Draft = { ...NOTHING, items: [item], destination: DESTINED[kind] ?? null, reason: line };
  return { key: `disposal:occurrence:${id}`, from: `/ocorrencias/${id}`, values: { ...draft } };
}

export const draftOf = (values: Values): Draft => values as unknown as Draft;

/** In the order in which the server numbers the assets in what it says of them. */
export const inOrder = <T extends { asset_id: Id }>(items: T[]): T[] => [...items].sort((a, b) => a.asset_id - b.asset_id);

const line = (text: string | null) => text?.trim() || null;

/** As the API takes it; only of what has assets, a destination and a reason. */
export function bodyOf(draft: Draft): DisposalIn {
  const reported = isGone(draft.destination);
  return {
    items: inOrder(draft.items).map(({ asset_id, classification, appraised_value, note }) => ({ asset_id, classification, appraised_value, note: line(note) })),
    destination: draft.destination!,
    reason: line(draft.reason)!,
    report: line(draft.report),
    commission_act: line(draft.commission_act),
    members: draft.members.map(({ id, role }) => ({ person_id: id, role })),
    process_number: line(draft.process_number),
    police_report: reported ? line(draft.police_report) : null,
    police_report_date: reported ? draft.police_report_date : null,
    supplier_id: reported ? null : draft.supplier_id,
    is_ewaste: !reported && draft.is_ewaste,
  };
}

/** What is missing to keep it as a draft: the keys of its words, by field. */
export function missingToKeep(draft: Draft): Record<string, string> {
  const found: Record<string, string> = {};
  if (draft.items.length === 0) found.items = 'missing.assets';
  if (draft.destination === null) found.destination = 'missing.destination';
  if (!line(draft.reason)) found.reason = 'missing.reason';
  return found;
}
