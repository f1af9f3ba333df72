import { IconFile, IconFileTypePdf, IconFileWord, IconPhotoOff, IconPresentation, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Attachment } from '@/api/attachments';
import { Skeleton } from '../ui/states';
import classes from './attachments.module.css';
import { usePicture } from './queries';

/** The preview of an attachment, or the sign of its type where there is none. */
export function Preview({ item }: { item: Attachment }) {
  const { shown, error, isPending } = usePicture(item.preview_url);
  if (item.preview_url === null) return <span className={classes.sign}>{signOf(item.media_type)}</span>;
  if (shown) return <img src={shown} alt={item.caption ?? ''} className={classes.preview} data-document={item.pages !== null || undefined} draggable={false} />;
  return <span className={classes.sign}>{error && !isPending ? <IconPhotoOff size={32} stroke={1.25} aria-hidden /> : <Skeleton height={64} />}</span>;
}

function signOf(type: string): ReactNode {
  const look = { size: 36, stroke: 1.25, 'aria-hidden': true } as const;
  if (type === 'application/pdf') return <IconFileTypePdf {...look} />;
  if (/wordprocessing|\.text$/.test(type)) return <IconFileWord {...look} />;
  if (/spreadsheet/.test(type)) return <IconTable {...look} />;
  if (/presentation/.test(type)) return <IconPresentation {...look} />;
  return <IconFile {...look} />;
}
