import type { Classification, Destination } from '@/api/generated/model';
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
}

/** What is still to be said before anybody is asked: the keys of its words, by the way to the field ("items/12/classification"; assets by id). */
export function missingToAsk({ items, destination, police_report, police_report_date }: Asked): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { asset_id, classification, appraised_value } of items) {
    if (classification === null) found[`items/${asset_id}/classification`] = 'missing.classification';
    if (appraised_value === null && isAppraised(destination)) found[`items/${asset_id}/appraised_value`] = 'missing.appraised';
  }
  if (destination === 'theft' && !police_report?.trim()) found.police_report = 'missing.policeReport';
  if (destination === 'theft' && police_report_date === null) found.police_report_date = 'missing.date';
  return found;
}
