import type { ReactNode } from 'react';
import { BrandMark } from '@/shared/ui';
import classes from './terms.module.css';

/** A page for whoever has no account: the mark, the organisation, and one sheet. */
export function PublicPage({ organisation, children }: { organisation?: string; children: ReactNode }) {
  return (
    <div className={classes.public}>
      <header>
        <BrandMark size={28} />
        {organisation && <span>{organisation}</span>}
      </header>
      <main>{children}</main>
    </div>
  );
}
