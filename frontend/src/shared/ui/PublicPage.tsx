import type { ReactNode } from 'react';
import { BrandMark } from './Brand';
import classes from './public.module.css';

/** A page for whoever has no account: the mark, the organisation, and one sheet. */
export function PublicPage({ organisation, children }: { organisation?: string; children: ReactNode }) {
  return (
    <div className={classes.public}>
      <header>
        <BrandMark size={28} />
        {organisation && <span>{organisation}</span>}
      </header>
      <main data-public>{children}</main>
    </div>
  );
}
