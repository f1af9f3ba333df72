import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attachmentsApi, type Attachment } from '@/api/attachments';
import { ActDialog } from '../dialog';
import { TextField } from '../form';

interface AttachmentDialogProps {
  item: Attachment;
  root: string;
  onClose: () => void;
  onChanged: () => void;
}

/** Name and caption; the extension stays that of the content. */
export function EditDialog({ item, root, onClose, onChanged }: AttachmentDialogProps) {
  const { t } = useTranslation('attachments');
  const [shown, setShown] = useState(item);
  const [name, setName] = useState<string | null>(item.filename.replace(/\.[^.]+$/, ''));
  const [caption, setCaption] = useState(item.caption);
  const submit = async () => {
    await attachmentsApi.edit(root, shown.id, { filename: name ?? '', caption }, shown.version);
    onChanged();
  };
  return (
    <ActDialog title={t('edit.title')} submitLabel={t('edit.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setShown(current as Attachment)}>
      {(errors) => (
        <>
          <TextField label={t('edit.name')} description={t('edit.extension', { extension: item.filename.split('.').pop() })} required maxLength={180} value={name} error={errors.filename} onChange={setName} />
          <TextField label={t('edit.caption')} maxLength={200} value={caption} error={errors.caption} onChange={setCaption} />
        </>
      )}
    </ActDialog>
  );
}

/** Delete for good; the trail keeps that it was there. */
export function DeleteDialog({ item, root, onClose, onChanged }: AttachmentDialogProps) {
  const { t } = useTranslation('attachments');
  const [shown, setShown] = useState(item);
  const submit = async () => {
    await attachmentsApi.remove(root, shown.id, shown.version);
    onChanged();
  };
  return (
    <ActDialog title={t('delete.title')} submitLabel={t('delete.submit')} danger onClose={onClose} onSubmit={submit} onStale={(current) => setShown(current as Attachment)}>
      <p>{t('delete.text', { name: shown.filename })}</p>
    </ActDialog>
  );
}
