/** One place for how values look: R$ 1.234,56 · dd/mm/aaaa · 24 h, in either language of the screens. */
import i18next from 'i18next';

const LOCALE = 'pt-BR';
const NBSP = '\u00a0';
export const DASH = '–';

const money = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const integer = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const dateTime = new Intl.DateTimeFormat(LOCALE, { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(LOCALE, { day: '2-digit', month: '2-digit', year: 'numeric' });
const time = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hour12: false });

/** "1234.5" → "1.234,50"; exact, because the decimal string is never made a float. */
export function formatAmount(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return DASH;
  return money.format(value as unknown as number);
}

/** "1234.5" → "R$ 1.234,50". */
export function formatMoney(value: string | null | undefined): string {
  return value === null || value === undefined || value === '' ? DASH : `R$${NBSP}${formatAmount(value)}`;
}

/** 5724 → "5.724". */
export function formatNumber(value: number): string {
  return integer.format(value);
}

/** "2026-11-18" → "18/11/2026"; no time zone is involved. */
export function formatDate(value: string | null | undefined): string {
  const match = value ? /^(\d{4})-(\d{2})-(\d{2})/.exec(value) : null;
  if (!match) return value || DASH;
  return value!.length > 10 ? day.format(new Date(value!)) : `${match[3]}/${match[2]}/${match[1]}`;
}

/** UTC moment → "18/11/2026, 16:05" in the browser's zone. */
export function formatDateTime(value: string | null | undefined): string {
  return value ? dateTime.format(new Date(value)) : DASH;
}

/** UTC moment → "16:05". */
export function formatTime(value: string): string {
  return time.format(new Date(value));
}

/** Heading of a day in a timeline: today, yesterday, or the day in words. */
export function formatDayHeading(value: string, today: Date = new Date()): string {
  const then = new Date(value);
  const days = Math.round((startOfDay(today) - startOfDay(then)) / 86_400_000);
  if (days === 0) return i18next.t('shared:date.today');
  if (days === 1) return i18next.t('shared:date.yesterday');
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'long' }).format(then);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** "1.234,56" or "1234,56" or "1234.56" → "1234.56"; null when it is not an amount. */
export function parseAmount(text: string): string | null {
  const trimmed = text.replace(/^R\$/, '').replace(/\s/g, '');
  if (trimmed === '') return null;
  const plain = trimmed.includes(',') ? trimmed.replace(/\./g, '').replace(',', '.') : trimmed.replace(/\.(?=\d{3}(\.|$))/g, '');
  return /^-?\d+(\.\d{1,2})?$/.test(plain) ? Number.isFinite(Number(plain)) ? plain : null : null;
}

/** "18/11/2026" → "2026-11-18"; null when there is no such day. */
export function parseDate(text: string): string | null {
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  if (!match) return null;
  const [d, m, y] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(y, m - 1, d));
  const real = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return real ? `${match[3]}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` : null;
}

/** Sum of decimal strings in cents, exact. */
export function sumAmounts(values: (string | null | undefined)[]): string {
  let cents = 0n;
  for (const value of values) {
    if (!value) continue;
    const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
    const amount = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2));
    cents += value.startsWith('-') ? -amount : amount;
  }
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** "Marina Prado de Sá" → "MS". */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/).filter((part) => part.length > 2 || /^[A-Z]/.test(part));
  const first = parts[0]?.[0] ?? '';
  const last = parts.length > 1 ? (parts[parts.length - 1]?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** 448565 → "438 kB"; 1887436 → "1,8 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${formatNumber(Math.round(bytes))} B`;
  if (bytes < 1024 * 1024) return `${formatNumber(Math.round(bytes / 1024))} kB`;
  return `${formatNumber(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`;
}
