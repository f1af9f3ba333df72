import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '@/shared/lib/cx';
import { formatBytes } from '@/shared/lib/format';
import { Button, Notice, ProgressBar, useProblemText } from '@/shared/ui';
import classes from './drop.module.css';
import type { UploadState } from './useUpload';

const ACCEPT = '.xlsx,.csv,.txt,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface FileDropProps {
  state: UploadState;
  onFiles: (files: File[]) => void;
  onCancel: () => void;
}

/** Drop a spreadsheet, or choose it; what is wrong with it is said where it was dropped. */
export function FileDrop({ state, onFiles, onCancel }: FileDropProps) {
  const { t } = useTranslation('asset-import');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const sending = state.kind === 'sending';
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!sending) onFiles([...event.dataTransfer.files]);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = sending ? 'none' : 'copy';
    setOver(!sending);
  };
  return (
    <div className={cx(classes.drop, over && classes.over)} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={drop}>
      {sending ? (
        <Sending state={state} onCancel={onCancel} />
      ) : (
        <>
          <span className={classes.disc} aria-hidden>
            <IconUpload size={28} stroke={1.5} />
          </span>
          <h2>{over ? t('drop.release') : t('drop.title')}</h2>
          <p>{t('drop.text')}</p>
          <Button variant="primary" icon={<IconFileSpreadsheet size={16} aria-hidden />} onClick={() => input.current?.click()}>
            {t('drop.choose')}
          </Button>
          <input
            ref={input}
            type="file"
            accept={ACCEPT}
            className="sr"
            tabIndex={-1}
            aria-label={t('drop.choose')}
            onChange={(event) => {
              onFiles([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
          <UploadTrouble state={state} />
        </>
      )}
    </div>
  );
}

function Sending({ state, onCancel }: { state: Extract<UploadState, { kind: 'sending' }>; onCancel: () => void }) {
  const { t } = useTranslation('asset-import');
  const sent = state.share >= 1;
  return (
    <div className={classes.sending}>
      <b className="ell">{state.name}</b>
      <ProgressBar value={sent ? null : state.share} label={t('upload.label', { name: state.name })} />
      <div className={classes.sendingLine} role="status">
        <span>{sent ? t('upload.reading') : t('upload.sent', { sent: formatBytes(state.size * state.share), size: formatBytes(state.size) })}</span>
        <span className="grow" />
        <Button size="sm" variant="quiet" onClick={onCancel}>
          {t('upload.cancel')}
        </Button>
      </div>
    </div>
  );
}

function UploadTrouble({ state }: { state: UploadState }) {
  const { t } = useTranslation('asset-import');
  const failed = useProblemText(state.kind === 'failed' ? state.problem : null);
  if (state.kind === 'refused') {
    return (
      <div className={classes.trouble}>
        <Notice tone="danger" title={t(`refused.${state.reason}.title`, { name: state.name })}>
          {t(`refused.${state.reason}.text`)}
        </Notice>
      </div>
    );
  }
  if (state.kind !== 'failed') return null;
  return (
    <div className={classes.trouble}>
      <Notice tone="danger" title={failed.title}>
        {failed.text}
      </Notice>
    </div>
  );
}
