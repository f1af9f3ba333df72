import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssetOut } from '@/api/types';
import type { DetailActionProps } from '@/shared/detail';
import { LabelModal } from './LabelsDialog';

/** The label of one asset. */
export default function AssetLabelDialog({ item, onClose }: DetailActionProps<AssetOut>) {
  const { t } = useTranslation('labels');
  const selection = useMemo(() => ({ ids: [item.id] }), [item.id]);
  return <LabelModal title={t('dialog.one', { tag: item.tag })} selection={selection} count={1} onClose={onClose} />;
}
