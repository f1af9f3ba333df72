import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/api/types';
import type { BulkDialogProps } from '@/shared/list';
import { useIsPhone } from '@/shared/hooks';
import { formatNumber } from '@/shared/lib/format';
import { LabelPanel } from './LabelPanel';

interface LabelModalProps {
  title: string;
  selection: Selection;
  count: number;
  onClose: () => void;
}

/** The label panel in a dialog. */
export function LabelModal({ title, selection, count, onClose }: LabelModalProps) {
  const { t } = useTranslation('shared');
  const phone = useIsPhone();
  return (
    <Modal opened onClose={onClose} title={title} size={1060} fullScreen={phone} closeButtonProps={{ 'aria-label': t('close') }}>
      <LabelPanel selection={selection} count={count} />
    </Modal>
  );
}

/** Labels of the assets that are selected in the list. The selection stays, for what comes next. */
export default function LabelsDialog({ selection, count, onClose }: BulkDialogProps) {
  const { t } = useTranslation('labels');
  return <LabelModal title={t('dialog.many', { count, formatted: formatNumber(count) })} selection={selection} count={count} onClose={onClose} />;
}
