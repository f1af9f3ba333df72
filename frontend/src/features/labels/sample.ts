import type { Box } from './geometry';

/** The words of a label; empty ones are left out. */
export interface SampleWords {
  code: string;
  name: string;
  place: string;
  details: string[];
  organisation: string;
}

export interface SampleLine {
  text: string;
  y: number;
  size: number;
  look: 'plain' | 'strong';
}

export interface Sample {
  plate: { y: number; width: number; height: number; size: number };
  lines: SampleLine[];
}

/** Average widths of a letter, in em: enough for a sample, the server measures. */
const LETTER = { code: 0.6, strong: 0.56, plain: 0.52 };
const LINE = 1.2;
const BASELINE = 0.82;
const MOST_PLACE_LINES = 2;

/** Words into lines of so many letters; what is left over ends in "…". */
export function wrapWords(text: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const next = line ? `${line} ${word}` : word;
    if (next.length <= letters || !line) line = next;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line) lines.push(line);
  const cut = (item: string) => (item.length > letters ? `${item.slice(0, Math.max(1, letters - 1))}…` : item);
  if (lines.length <= most) return lines.map(cut);
  return [...lines.slice(0, most - 1).map(cut), `${(lines[most - 1] ?? '').slice(0, Math.max(1, letters - 1))}…`];
}

/** Roughly how the words lie in the text box: organisation, plate, name and details from the top, the place at the foot. */
export function composeSample(words: SampleWords, box: Box): Sample {
  const scale = Math.min(Math.max(Math.min(box.height / 20.5, box.width / 34), 0.6), 3);
  const size = Math.max(0.8, Math.min(4 * scale, (box.width * 0.985) / (words.code.length * LETTER.code + 1.5)));
  const lines: SampleLine[] = [];
  let y = box.y;
  const room = () => box.y + box.height - y;
  const put = (text: string, em: number, look: SampleLine['look']) => {
    lines.push({ text, y: y + em * BASELINE, size: em, look });
    y += em * LINE;
  };
  const small = Math.max(1.76, 1.9 * scale);
  if (words.organisation && box.height > size * 1.5 + small * 3 && words.organisation.length * small * LETTER.plain <= box.width) put(words.organisation, small, 'plain');
  const plate = { y, width: Math.min(box.width, size * (words.code.length * LETTER.code + 1.5)), height: size * 1.5, size };
  y += plate.height + 0.4 * scale;
  const nameSize = Math.max(1.9, 2.65 * scale);
  const placeSize = Math.max(1.76, 2.1 * scale);
  const fit = (em: number, look: keyof typeof LETTER) => Math.max(1, Math.floor(box.width / (em * LETTER[look])));
  const [name] = wrapWords(words.name, fit(nameSize, 'strong'), 1);
  if (name && room() >= nameSize * LINE) put(name, nameSize, 'strong');
  for (const detail of words.details) if (room() >= placeSize * LINE) put(wrapWords(detail, fit(placeSize, 'plain'), 1)[0] ?? '', placeSize, 'plain');
  const most = Math.min(MOST_PLACE_LINES, Math.floor(room() / (placeSize * LINE)));
  const place = most > 0 ? wrapWords(words.place, fit(placeSize, 'plain'), most) : [];
  y = box.y + box.height - place.length * placeSize * LINE;
  for (const line of place) put(line, placeSize, 'plain');
  return { plate, lines };
}
