import { Menu } from '@mantine/core';
import { IconCertificate, IconDots, IconDownload, IconPencil, IconStar, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { attachmentsApi, type Attachment, type AttachmentAction } from '@/api/attachments';
import { toProblem } from '@/api/problem';
import { formatBytes, formatDate } from '../lib/format';
import { toast } from '../toast/toast';
import { IconButton } from '../ui/Button';
import { Badge } from '../ui/codes';
import classes from './attachments.module.css';
import { Preview } from './Picture';

interface AttachmentCardProps {
  item: Attachment;
  root: string;
  /** What it is to the thing. */
  mark?: string;
  allowed: AttachmentAction[];
  onOpen: (kind: 'view' | 'edit' | 'delete') => void;
  onChanged: () => void;
}

const isShown = (item: Attachment) => item.media_type.startsWith('image/') || (item.pages ?? 0) > 0;

/** One file: what it looks like, what it is called, what can be done with it. */
export function AttachmentCard({ item, root, mark, allowed, onOpen, onChanged }: AttachmentCardProps) {
  const { t } = useTranslation('attachments');
  const fail = async (error: unknown) => {
    const { title, detail } = await toProblem(error);
    toast({ tone: 'danger', title: title || t('card.failed'), text: detail ?? undefined });
  };
  const save = () => void attachmentsApi.save(item).catch(fail);
  const makeMain = () => void attachmentsApi.makeMain(root, item.id, item.version).then(onChanged, fail);
  const facts = [item.pages ? t('card.pages', { count: item.pages }) : '', formatBytes(item.size), formatDate(item.created_at), item.uploaded_by?.name ?? ''];
  return (
    <li className={classes.card}>
      <button type="button" className={classes.open} onClick={() => (isShown(item) ? onOpen('view') : save())} aria-label={isShown(item) ? t('card.view', { name: item.filename }) : t('card.save', { name: item.filename })}>
        <Preview item={item} />
      </button>
      <div className={classes.words}>
        <b className="ell" title={item.filename}>
          {item.filename}
        </b>
        {item.caption && <span className={classes.caption}>{item.caption}</span>}
        <span className="cap">{facts.filter(Boolean).join(' · ')}</span>
        {mark && (
          <span>
            <Badge tone="success" icon={<IconCertificate size={13} aria-hidden />}>{mark}</Badge>
          </span>
        )}
        {item.is_main && (
          <span>
            <Badge tone="info" icon={<IconStar size={13} aria-hidden />}>{t('card.main')}</Badge>
          </span>
        )}
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={t('card.more', { name: item.filename })} className={classes.more}>
            <IconDots size={16} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={save}>
            {t('card.download')}
          </Menu.Item>
          {allowed.includes('edit') && item.media_type.startsWith('image/') && !item.is_main && (
            <Menu.Item leftSection={<IconStar size={16} />} onClick={makeMain}>
              {t('card.makeMain')}
            </Menu.Item>
          )}
          {allowed.includes('edit') && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onOpen('edit')}>
              {t('card.edit')}
            </Menu.Item>
          )}
          {allowed.includes('delete') && (
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => onOpen('delete')}>
              {t('card.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
