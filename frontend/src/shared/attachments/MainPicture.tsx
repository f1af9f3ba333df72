import type { ReactNode } from 'react';
import classes from './attachments.module.css';
import { useAttachments, usePicture } from './queries';

/** The main picture of a thing, for the head of its page; `children` where it has none. */
export function MainPicture({ name, root, children }: { name: string; root: string; children: ReactNode }) {
  const { data } = useAttachments(name, root);
  const main = data?.items.find((item) => item.is_main);
  const { shown } = usePicture(main?.preview_url ?? null);
  return shown && main ? <img src={shown} alt={main.caption ?? ''} className={classes.main} /> : <>{children}</>;
}
