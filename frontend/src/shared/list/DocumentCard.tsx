import type { ReactNode } from 'react';
import classes from './card.module.css';

/** The inside of a document's card on a phone: its number and where it stands, then lines of what else it says. */
export function DocumentCard({ number, badge, children }: { number: string; badge: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.card}>
      <b className="mono">{number}</b>
      {badge}
      {children}
    </span>
  );
}

/** One line of such a card: what it says at the left, what it counts at the right. */
export function CardLine({ children }: { children: ReactNode }) {
  return <span className={classes.line}>{children}</span>;
}
