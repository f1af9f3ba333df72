/** The day it is where the organisation is: the server counts loans by it. */
const ZONE = 'America/Sao_Paulo';
const DAY_MS = 86_400_000;

/** Today, as "2026-11-28". */
export const today = (now: Date = new Date()): string => new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);

/** So many days after a day. */
export const addDays = (day: string, days: number): string => text(new Date(utc(day).getTime() + days * DAY_MS));

/** 0 is Monday. */
export const weekdayOf = (day: string): number => (utc(day).getUTCDay() + 6) % 7;

/** The first day of the month so many months after that of a day. */
export const monthStart = (day: string, months = 0): string => {
  const date = utc(day);
  return text(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)));
};

/** The Monday of a day's week. */
export const weekStart = (day: string): string => addDays(day, -weekdayOf(day));

/** Every day from one to another, both included. */
export const daysBetween = (start: string, end: string): string[] => Array.from({ length: Math.max(0, dayCount(start, end)) }, (_, index) => addDays(start, index));

/** How many days from one to another, both included. */
export const dayCount = (start: string, end: string): number => Math.round((utc(end).getTime() - utc(start).getTime()) / DAY_MS) + 1;

/** A day in words: "dezembro de 2026", "ter., 1 de dez.". */
export const inWords = (day: string, language: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options }).format(utc(day));

export const isDay = (value: string | null): value is string => value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(utc(value).getTime()) && text(utc(value)) === value;
