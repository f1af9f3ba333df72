import { useQueryClient } from '@tanstack/react-query';
import { IconCamera, IconPaperclip, IconUpload } from '@tabler/icons-react';
import { useCallback, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '@/api/attachments';
import type { Id } from '@/api/types';
import { cx } from '../lib/cx';
import { Button } from '../ui/Button';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states';
import { AttachmentCard } from './AttachmentCard';
import classes from './attachments.module.css';
import { DeleteDialog, EditDialog } from './dialogs';
import { useAttachments } from './queries';
import { UploadRows } from './UploadRows';
import { useUploads } from './useUploads';
import { Viewer } from './Viewer';

const ACCEPT = 'image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp';

interface AttachmentsPanelProps {
  /** First word of the query keys of the thing: its live events refresh this too. */
  name: string;
  /** Where its attachments are: "/ativos/12/anexos". */
  root: string;
  /** One of them is something special to the thing, such as its certificate. */
  mark?: { id: Id | null; label: string };
}

type Open = { kind: 'view' | 'edit' | 'delete'; item: Attachment };

/** The files of one thing: dropped, chosen or photographed here, looked at, renamed, deleted. */
export function AttachmentsPanel({ name, root, mark }: AttachmentsPanelProps) {
  const { t } = useTranslation('attachments');
  const client = useQueryClient();
  const query = useAttachments(name, root);
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: [name] }), [client, name]);
  const { uploads, add, retry, cancel } = useUploads(root, refresh);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);

  if (query.isPending) return <SkeletonRows rows={5} />;
  if (query.isError && !query.data) return <ErrorState error={query.error} title={t('failed')} onRetry={() => void query.refetch()} />;
  const { items, allowed_actions: allowed } = query.data;
  const may = allowed.includes('attach');
  const changed = () => (close(), refresh());
  return (
    <Drop enabled={may} onFiles={add}>
      {may && <Choose onFiles={add} quiet={items.length === 0 && uploads.length === 0} />}
      <UploadRows uploads={uploads} onRetry={retry} onCancel={cancel} />
      {items.length > 0 && (
        <ul className={classes.grid} aria-label={t('list')}>
          {items.map((item) => (
            <AttachmentCard key={item.id} item={item} root={root} mark={item.id === mark?.id ? mark.label : undefined} allowed={allowed} onOpen={(kind) => setOpen({ kind, item })} onChanged={refresh} />
          ))}
        </ul>
      )}
      {items.length === 0 && uploads.length === 0 && <EmptyState icon={<IconPaperclip size={28} stroke={1.5} />} title={t('empty.title')} text={may ? t('empty.text') : t('empty.textReader')} />}
      {open?.kind === 'view' && <Viewer item={open.item} items={items} onShow={(item) => setOpen({ kind: 'view', item })} onClose={close} />}
      {open?.kind === 'edit' && <EditDialog item={open.item} root={root} onClose={close} onChanged={changed} />}
      {open?.kind === 'delete' && <DeleteDialog item={open.item} root={root} onClose={close} onChanged={changed} />}
    </Drop>
  );
}

/** The whole panel takes what is dropped on it. */
function Drop({ enabled, onFiles, children }: { enabled: boolean; onFiles: (files: File[]) => void; children: ReactNode }) {
  const { t } = useTranslation('attachments');
  const [over, setOver] = useState(false);
  const carriesFiles = (event: DragEvent) => enabled && event.dataTransfer.types.includes('Files');
  const hover = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <section className={cx(classes.panel, over && classes.over)} aria-label={t('title')} onDragOver={hover} onDragLeave={leave} onDrop={drop}>
      {children}
      {over && (
        <p className={classes.release} aria-hidden>
          <IconUpload size={24} stroke={1.5} />
          {t('drop')}
        </p>
      )}
    </section>
  );
}

/** The buttons: files from anywhere, or a photo with the camera of a phone. */
function Choose({ onFiles, quiet }: { onFiles: (files: File[]) => void; quiet: boolean }) {
  const { t } = useTranslation('attachments');
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])]);
    input.value = '';
  };
  return (
    <div className={classes.choose}>
      <Button variant={quiet ? 'primary' : 'default'} icon={<IconUpload size={16} aria-hidden />} onClick={() => files.current?.click()}>
        {t('choose')}
      </Button>
      <Button className={classes.camera} icon={<IconCamera size={16} aria-hidden />} onClick={() => camera.current?.click()}>
        {t('photograph')}
      </Button>
      <span className="cap">{t('accepted')}</span>
      <input ref={files} type="file" multiple accept={ACCEPT} className="sr" tabIndex={-1} aria-label={t('choose')} onChange={(event) => take(event.currentTarget)} />
      <input ref={camera} type="file" accept="image/*" capture="environment" className="sr" tabIndex={-1} aria-label={t('photograph')} onChange={(event) => take(event.currentTarget)} />
    </div>
  );
}
