import { Modal } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { attachmentsApi, type Attachment } from '@/api/attachments';
import { useIsPhone } from '../hooks';
import { Button, IconButton } from '../ui/Button';
import { ErrorState, Skeleton } from '../ui/states';
import classes from './attachments.module.css';
import { usePicture } from './queries';

interface ViewerProps {
  item: Attachment;
  items: Attachment[];
  onShow: (item: Attachment) => void;
  onClose: () => void;
}

/** A picture in full, or a document page by page; the arrow keys go on to the next. */
export function Viewer({ item, items, onShow, onClose }: ViewerProps) {
  const { t } = useTranslation('attachments');
  const { t: common } = useTranslation('shared');
  const phone = useIsPhone();
  const [page, setPage] = useState(1);
  const document = item.pages !== null;
  const pictures = items.filter((one) => one.media_type.startsWith('image/'));
  const at = pictures.findIndex((one) => one.id === item.id);
  const count = document ? (item.pages ?? 1) : pictures.length;
  const position = document ? page : at + 1;
  const go = (by: number) => {
    const next = position + by;
    if (next < 1 || next > count) return;
    if (document) setPage(next);
    else onShow(pictures[next - 1]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') go(1);
    else if (event.key === 'ArrowLeft') go(-1);
  };
  const url = document ? item.url.replace(/conteudo$/, `paginas/${page}`) : item.url;
  return (
    <Modal opened onClose={onClose} title={item.filename} size={1080} fullScreen={phone} closeButtonProps={{ 'aria-label': common('close') }} onKeyDown={onKeyDown}>
      <div className={classes.viewer}>
        <Shown key={url} url={url} alt={document ? t('viewer.page', { page, name: item.filename }) : (item.caption ?? item.filename)} />
        {item.caption && <p className="t2">{item.caption}</p>}
        <div className={classes.viewerFoot}>
          {count > 1 && (
            <>
              <IconButton label={t('viewer.previous')} disabled={position <= 1} onClick={() => go(-1)}>
                <IconChevronLeft size={20} />
              </IconButton>
              <span className="cap" role="status">
                {t(document ? 'viewer.pageOf' : 'viewer.pictureOf', { position, count })}
              </span>
              <IconButton label={t('viewer.next')} disabled={position >= count} onClick={() => go(1)}>
                <IconChevronRight size={20} />
              </IconButton>
            </>
          )}
          <span className="grow" />
          <Button icon={<IconDownload size={16} aria-hidden />} onClick={() => void attachmentsApi.save(item)}>
            {t('card.download')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Shown({ url, alt }: { url: string; alt: string }) {
  const { t } = useTranslation('attachments');
  const { shown, error, retry } = usePicture(url);
  if (shown) return <img src={shown} alt={alt} className={classes.full} />;
  if (error) return <ErrorState error={error} title={t('viewer.failed')} onRetry={retry} />;
  return (
    <div className={classes.full} role="status" aria-busy aria-label={t('viewer.loading')}>
      <Skeleton height={240} />
    </div>
  );
}
