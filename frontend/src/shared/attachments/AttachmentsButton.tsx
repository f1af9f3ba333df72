import { Modal } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../hooks';
import { Button } from '../ui/Button';
import { AttachmentsPanel } from './AttachmentsPanel';
import { useAttachments } from './queries';

interface AttachmentsButtonProps {
  /** First word of the query keys of the thing, and where its attachments are; see {@link AttachmentsPanel}. */
  name: string;
  root: string;
  /** How many there are, shown beside the camera until they have been looked at. */
  count: number;
  /** What they belong to, for the name of the button and the head of the dialog. */
  of: string;
}

/** The attachments of a part of a page, such as a line, in a dialog of their own. */
export function AttachmentsButton({ name, root, count, of }: AttachmentsButtonProps) {
  const { t } = useTranslation('attachments');
  const { t: common } = useTranslation('shared');
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(false);
  const found = useAttachments(name, root, seen).data?.items.length ?? count;
  const show = () => {
    setSeen(true);
    setOpen(true);
  };
  const phone = useIsPhone();
  return (
    <>
      <Button size="sm" icon={<IconCamera size={16} aria-hidden />} aria-label={t('button', { of, count: found })} onClick={show}>
        {found}
      </Button>
      {open && (
        <Modal opened onClose={() => setOpen(false)} title={t('titleOf', { of })} size={720} fullScreen={phone} closeButtonProps={{ 'aria-label': common('close') }}>
          <AttachmentsPanel name={name} root={root} />
        </Modal>
      )}
    </>
  );
}
