import type { Interval } from '@/api/generated/model';

export type Week = Interval[][];

const MOST = 4;
const CLOCK = String.raw`(\d{1,2})(?:[:h](\d{2})?)?`;
const SPAN = new RegExp(`^${CLOCK}\\s*(?:-|–|—|a|às|to)\\s*${CLOCK}$`, 'i');

/** "08:00–12:00, 13:00–17:00" for people; nothing where nothing is open. */
export function showHours(spans: Interval[]): string {
  return spans.map(({ opens, closes }) => `${opens}–${closes}`).join(', ');
}

/** What people type ("8-12, 13:30 às 17h") as intervals in order; null when it cannot be read. */
export function readHours(text: string): Interval[] | null {
  const parts = text.split(/[,;/]|\be\b|\band\b/i).map((part) => part.trim()).filter(Boolean);
  const spans = parts.map(readSpan);
  if (parts.length > MOST || spans.some((span) => span === null)) return null;
  const edges = (spans as Interval[]).flatMap(({ opens, closes }) => [opens, closes]);
  return edges.every((edge, index) => index === 0 || edges[index - 1]! < edge) ? (spans as Interval[]) : null;
}

function readSpan(text: string): Interval | null {
  const found = SPAN.exec(text);
  if (!found) return null;
  const opens = clock(found[1]!, found[2]);
  const closes = clock(found[3]!, found[4]);
  return opens && closes ? { opens, closes } : null;
}

function clock(hours: string, minutes = '00'): string | null {
  return Number(hours) < 24 && Number(minutes) < 60 ? `${hours.padStart(2, '0')}:${minutes}` : null;
}
