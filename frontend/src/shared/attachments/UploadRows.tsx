import { IconRefresh, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../lib/format';
import { Button, IconButton } from '../ui/Button';
import { useProblemText } from '../ui/states';
import { ProgressBar } from '../ui/values';
import classes from './attachments.module.css';
import type { Upload } from './useUploads';

interface UploadRowsProps {
  uploads: Upload[];
  onRetry: (key: number) => void;
  onCancel: (upload: Upload) => void;
}

/** What is on its way, each with how far it is and what went wrong. */
export function UploadRows({ uploads, onRetry, onCancel }: UploadRowsProps) {
  const { t } = useTranslation('attachments');
  if (uploads.length === 0) return null;
  return (
    <ul className={classes.uploads} aria-label={t('upload.list')}>
      {uploads.map((upload) => (
        <Row key={upload.key} upload={upload} onRetry={() => onRetry(upload.key)} onCancel={() => onCancel(upload)} />
      ))}
    </ul>
  );
}

function Row({ upload, onRetry, onCancel }: { upload: Upload; onRetry: () => void; onCancel: () => void }) {
  const { t } = useTranslation('attachments');
  const { file, state, sent, problem } = upload;
  const { title, text } = useProblemText(problem);
  const share = file.size > 0 ? sent / file.size : 0;
  return (
    <li data-state={state}>
      <div className={classes.uploadLine}>
        <b className="ell">{file.name}</b>
        <span className="cap grow">{state !== 'failed' && t(`upload.${state}`, { sent: formatBytes(sent), size: formatBytes(file.size) })}</span>
        {state === 'failed' && (
          <Button size="sm" icon={<IconRefresh size={14} aria-hidden />} onClick={onRetry}>
            {sent > 0 && problem?.isUnreachable ? t('upload.goOn') : t('upload.retry')}
          </Button>
        )}
        <IconButton size="sm" label={t('upload.cancel', { name: file.name })} onClick={onCancel}>
          <IconX size={16} />
        </IconButton>
      </div>
      {state === 'failed' ? (
        <p className={classes.trouble} role="alert">
          <b>{title}</b> {text}
        </p>
      ) : (
        <ProgressBar value={state === 'reading' ? null : share} label={t('upload.progress', { name: file.name })} />
      )}
    </li>
  );
}
