/** The day it is where the organisation is: the server counts loans by it. */
const ZONE = 'America/Sao_Paulo';
const DAY_MS = 86_400_000;

/** Today, as "2026-11-28". */
export const today = (now: Date = new Date()): string => new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

/** So many days after a day. */
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
