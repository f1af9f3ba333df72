import type { ReactNode } from 'react';
import { PageFrame } from '../ui/PageFrame';
import classes from './editor.module.css';

/** The page on which a document is put together: what it is about at the left, what it says of it at the right. */
export function EditorPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <PageFrame title={title}>
      <div className={classes.body}>{children}</div>
    </PageFrame>
  );
}

/** Fields one below the other. */
export function EditorFields({ children }: { children: ReactNode }) {
  return <div className={classes.fields}>{children}</div>;
}

/** The buttons below them. */
export function EditorFoot({ children }: { children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}
