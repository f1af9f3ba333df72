import type { ReactNode } from 'react';
import { cx } from '../lib/cx';
import { DASH, formatAmount, formatDate, formatDateTime, formatMoney, initials } from '../lib/format';
import classes from './parts.module.css';

/** R$ 1.234,56 from a decimal string; `bare` leaves the currency to the column head. */
export function Money({ value, bare }: { value: string | null | undefined; bare?: boolean }) {
  const text = bare ? formatAmount(value) : formatMoney(value);
  return text === DASH ? <span className="t3">{DASH}</span> : <>{text}</>;
}

/** dd/mm/aaaa, or with the time for a moment. */
export function DateText({ value, time }: { value: string | null | undefined; time?: boolean }) {
  if (!value) return <span className="t3">{DASH}</span>;
  return <time dateTime={value}>{time ? formatDateTime(value) : formatDate(value)}</time>;
}

/** A text, or a dash where there is none. */
export function Text({ value, mono }: { value: string | number | null | undefined; mono?: boolean }) {
  if (value === null || value === undefined || value === '') return <span className="t3">{DASH}</span>;
  return mono ? <span className="mono">{value}</span> : <>{value}</>;
}

/** Initials of a person; decoration, the name stands beside it. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'md' | 'lg' }) {
  return (
    <span className={cx(classes.avatar, size === 'lg' && classes.large)} aria-hidden>
      {initials(name)}
    </span>
  );
}

/** A person: initials and name on one line. */
export function PersonText({ person }: { person: { name: string } | null | undefined }) {
  if (!person) return <span className="t3">{DASH}</span>;
  return (
    <span className={classes.person} title={person.name}>
      <Avatar name={person.name} />
      <span className="ell">{person.name}</span>
    </span>
  );
}

/** A place on one line: the room first, its ancestors after it, the whole path in the title. */
export function PlaceText({ place }: { place: { name: string; full_name: string } | null | undefined }) {
  if (!place) return <span className="t3">{DASH}</span>;
  const above = place.full_name.split(' › ').slice(0, -1).join(' › ');
  return (
    <span className={classes.place} title={place.full_name}>
      <b>{place.name}</b>
      {above && <span>{above}</span>}
    </span>
  );
}

export interface KeyValueItem {
  label: string;
  value: ReactNode;
}

/** Label and value pairs; labels in text-3. */
export function KeyValue({ items }: { items: (KeyValueItem | null | false)[] }) {
  return (
    <dl className={classes.kv}>
      {items.map((item) => item && (
        <div key={item.label} style={{ display: 'contents' }}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A framed part of a page. Never inside another card. */
export function Card({ title, end, children, flush }: { title?: ReactNode; end?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className={classes.card}>
      {title && (
        <header>
          <h2>{title}</h2>
          {end}
        </header>
      )}
      <div className={flush ? undefined : classes.cardBody} style={title || flush ? undefined : { paddingTop: 16 }}>
        {children}
      </div>
    </section>
  );
}

/** How far a long work is. `value` from 0 to 1; null: not known yet. */
export function ProgressBar({ value, label, tone }: { value: number | null; label: string; tone?: string }) {
  const part = value === null ? 0.08 : Math.min(1, Math.max(0, value));
  return (
    <div className={cx(classes.bar, tone)} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={value === null ? undefined : Math.round(part * 100)}>
      <i style={{ transform: `scaleX(${part})` }} />
    </div>
  );
}
