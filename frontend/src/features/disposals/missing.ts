import type { Classification, Destination, DisposalLineOut, DisposalRulesOut } from '@/api/generated/model';
import type { Id } from '@/api/types';

/** Property passes on, so each asset is appraised first (Lei 14.133/2021, art. 76). */
const ALIENATION: Destination[] = ['auction', 'donation', 'exchange'];
/** Nobody knows where the assets are. */
const GONE: Destination[] = ['loss', 'theft'];

export const isAppraised = (destination: Destination | null): boolean => destination !== null && ALIENATION.includes(destination);
/** Somebody receives the assets, and is named when the disposal is concluded. */
export const isReceived = (destination: Destination | null): boolean => destination !== null && destination !== 'discard' && !GONE.includes(destination);
/** Nobody receives them. */
export const isGone = (destination: Destination | null): boolean => destination !== null && GONE.includes(destination);

interface Asked {
  items: { asset_id: Id; classification: Classification | null; appraised_value: string | null }[];
  destination: Destination | null;
  police_report: string | null;
  police_report_date: string | null;
  report: string | null;
  members: unknown[];
}

/** What the organisation wants of a disposal: nothing of what nobody can examine. While it is not known, the server says so. */
export const wantedOf = (destination: Destination | null, rules: DisposalRulesOut | undefined): Pick<DisposalRulesOut, 'report_required' | 'commission_members' | 'photos_required'> =>
  rules === undefined || isGone(destination) ? { report_required: false, commission_members: 0, photos_required: false } : rules;

/** What is still to be said before anybody is asked: the keys of its words, by the way to the field ("items/12/classification"; assets by id). */
export function missingToAsk({ items, destination, police_report, police_report_date, report, members }: Asked, rules: DisposalRulesOut | undefined, pictured: ReadonlySet<Id>): Record<string, string> {
  const found: Record<string, string> = {};
  const wanted = wantedOf(destination, rules);
  for (const { asset_id, classification, appraised_value } of items) {
    if (classification === null) found[`items/${asset_id}/classification`] = 'missing.classification';
    if (appraised_value === null && isAppraised(destination)) found[`items/${asset_id}/appraised_value`] = 'missing.appraised';
    if (wanted.photos_required && !pictured.has(asset_id)) found[`items/${asset_id}/photo`] = 'missing.photo';
  }
  if (destination === 'theft' && !police_report?.trim()) found.police_report = 'missing.policeReport';
  if (destination === 'theft' && police_report_date === null) found.police_report_date = 'missing.date';
  if (wanted.report_required && !report?.trim()) found.report = 'missing.report';
  if (members.length < wanted.commission_members) found.members = 'missing.members';
  return found;
}

/** The assets of which there is a photo. */
export const picturedIn = (lines: DisposalLineOut[]): ReadonlySet<Id> => new Set(lines.filter((line) => line.has_photo).map((line) => line.asset_id));
