/**
 * How a sample will be read under a format, so that a wrong choice is seen before the check. The server
 * decides (it also knows which cells are true dates and numbers); this only shows the same rules.
 */

const MONTHS = ['jan', 'fev|feb', 'mar', 'abr|apr', 'mai|may', 'jun', 'jul', 'ago|aug', 'set|sep', 'out|oct', 'nov', 'dez|dec'].map((names) => new RegExp(`^(${names})`));
const TIME = /[T\s,]+\d{1,2}[:h]\d{2}(:\d{2}([.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(z|[+-]\d{2}:?\d{2})?$/i;
const THREE = /^(\d{1,4})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{1,4})$/;
const TWO = /^(\d{1,2})\s*[/\-.]\s*(\d{4}|\d{2})$/;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const FIRST_YEAR = 1900;

/** `YYYY-MM-DD` of a date that is written so, or null. */
export function readDate(sample: string, format: string, lastYear: number = new Date().getFullYear() + 50): string | null {
  const text = sample.trim().replace(TIME, '');
  if (/^\d{4,8}$/.test(text)) return fromDigits(text, format);
  const three = THREE.exec(text);
  if (three) return fromThree(three[1]!, three[2]!, three[3]!, format, lastYear);
  const two = TWO.exec(text);
  if (two && (format === 'my' || two[2]!.length === 4)) return iso(fullYear(two[2]!, lastYear), Number(two[1]), 1);
  return fromWords(text, lastYear);
}

function fromDigits(text: string, format: string): string | null {
  const number = Number(text);
  if (format === 'serial' && number >= 10_000 && number <= 90_000) return new Date(EXCEL_EPOCH + number * DAY_MS).toISOString().slice(0, 10);
  if (format === 'ymd_compact' && text.length === 8) return iso(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
  if (format === 'dmy_compact' && text.length === 8) return iso(Number(text.slice(4)), Number(text.slice(2, 4)), Number(text.slice(0, 2)));
  return format === 'y' && text.length === 4 ? iso(number, 1, 1) : null;
}

function fromThree(first: string, middle: string, last: string, format: string, lastYear: number): string | null {
  if (first.length === 4) return last.length <= 2 ? iso(Number(first), Number(middle), Number(last)) : null;
  if (first.length > 2 || (last.length !== 2 && last.length !== 4)) return null;
  if (format !== 'dmy' && format !== 'mdy' && format !== 'my') return null;
  const [day, month] = format === 'mdy' ? [middle, first] : [first, middle];
  return iso(fullYear(last, lastYear), Number(month), Number(day));
}

function fromWords(text: string, lastYear: number): string | null {
  const words = text.toLowerCase().normalize('NFD').replace(/[^a-z0-9]+/g, ' ').split(' ').filter((word) => word && !['de', 'do', 'of', 'th', 'st', 'nd', 'rd'].includes(word));
  const month = words.map((word) => MONTHS.findIndex((name) => name.test(word))).find((index) => index >= 0);
  const numbers = words.filter((word) => /^\d+$/.test(word));
  if (month === undefined || numbers.length === 0 || numbers.length > 2 || words.length !== numbers.length + 1) return null;
  if (numbers.length === 1) return iso(fullYear(numbers[0]!, lastYear), month + 1, 1);
  const [day, year] = numbers[0]!.length <= 2 ? numbers : [numbers[1], numbers[0]];
  return iso(fullYear(year!, lastYear), month + 1, Number(day));
}

function fullYear(text: string, lastYear: number): number {
  if (text.length !== 2) return Number(text);
  const year = 2000 + Number(text);
  return year <= lastYear ? year : year - 100;
}

function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = year >= FIRST_YEAR && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

const WHOLE = { decimal_comma: /^(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d*)(?:,(\d*))?$/, decimal_point: /^(\d{1,3}(?:[,'’]\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d*)(?:\.(\d*))?$/ };
const CURRENCY = /^(?:R\$|US\$|U\$|\$|€|£|BRL|USD|EUR|RS)\s*|\s*(?:R\$|US\$|U\$|\$|€|£|BRL|USD|EUR|RS)$/gi;

/** Decimal string of an amount that is written so, or null. */
export function readAmount(sample: string, format: string): string | null {
  const pattern = format === 'decimal_point' ? WHOLE.decimal_point : WHOLE.decimal_comma;
  const match = pattern.exec(sample.trim().replace(CURRENCY, '').trim());
  if (!match || (!match[1] && !match[2])) return null;
  return `${(match[1] ?? '').replace(/\D/g, '') || '0'}.${(match[2] || '00').padEnd(2, '0')}`;
}

/** A cell of the spreadsheet that is a number by itself: "649.58" whatever the format says. */
const plainNumber = (sample: string) => /^-?\d+(\.\d+)?$/.test(sample);

export interface Reading {
  sample: string;
  kind: 'date' | 'money';
  /** What it becomes; null: it cannot be read so. */
  value: string | null;
}

const isDate = (kind: string) => kind === 'date' || kind === 'future_date';

/** The sample that shows a format best, with what it becomes; null for kinds that are taken as they are. */
export function readSample(samples: string[], kind: string, format: string | null): Reading | null {
  if (samples.length === 0 || format === null) return null;
  if (isDate(kind)) {
    const all = samples.map((sample) => ({ sample, kind: 'date' as const, value: readDate(sample, format) }));
    return all.find((reading) => reading.value === null) ?? telling(all) ?? all[0]!;
  }
  if (kind === 'money') {
    const typed = samples.every(plainNumber) && samples.some((sample) => readAmount(sample, format) === null);
    const all = samples.map((sample) => ({ sample, kind: 'money' as const, value: typed ? sample : readAmount(sample, format) }));
    return all.find((reading) => reading.value === null) ?? all[0]!;
  }
  return null;
}

/** A day above the twelfth tells day and month apart at a glance. */
function telling(all: Reading[]): Reading | undefined {
  return all.find(({ value }) => value !== null && Number(value.slice(8)) > 12);
}

/** The format under which most samples can be read; the first one where nothing tells them apart. */
export function fittingFormat(formats: string[], kind: string, samples: string[]): string | null {
  const fits = (format: string) => samples.filter((sample) => (isDate(kind) ? readDate(sample, format) : kind === 'money' ? readAmount(sample, format) : sample) !== null).length;
  let best: string | null = formats[0] ?? null;
  for (const format of formats) if (best !== null && fits(format) > fits(best)) best = format;
  return best;
}
