import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { initials } from '@/shared/lib/format';
import { Avatar } from '@/shared/ui';
import classes from './person.module.css';

/** A person, or a user, as the first cell of a row. */
export function PersonCell({ name, to }: { name: string; to: string }) {
  return (
    <span className={classes.name}>
      <Avatar name={name} />
      <Link to={to} title={name}>
        {name}
      </Link>
    </span>
  );
}

/** The same on a phone: the name, a line below it, and what is out of the ordinary at the end. */
export function PersonCard({ name, line, end }: { name: string; line: ReactNode; end?: ReactNode }) {
  return (
    <span className={classes.card}>
      <Avatar name={name} size="lg" />
      <span className="grow">
        <b className={classes.cardName}>{name}</b>
        <span className={classes.cardLine}>{line}</span>
      </span>
      {end}
    </span>
  );
}

/** Initials where a page has its picture; decoration, the name stands beside it. */
export function PersonFace({ name }: { name: string }) {
  return (
    <span className={classes.face} aria-hidden>
      {initials(name)}
    </span>
  );
}
