import type { ReactNode } from 'react';
import { cx } from '../lib/cx';
import classes from './frame.module.css';

interface PageFrameProps {
  title: string;
  /** What stands beside the title. */
  beside?: ReactNode;
  /** The measures of the head where they are not the usual ones. */
  headClass?: string;
  className?: string;
  children: ReactNode;
}

/** A page that scrolls as a whole below the bar of the app: its title with what stands beside it, and what it is about. */
export function PageFrame({ title, beside, headClass, className, children }: PageFrameProps) {
  return (
    <div className={cx(classes.page, className)}>
      <header className={cx(classes.head, headClass)}>
        <h1 tabIndex={-1}>{title}</h1>
        {beside}
      </header>
      {children}
    </div>
  );
}
