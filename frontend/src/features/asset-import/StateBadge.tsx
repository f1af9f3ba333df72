import { IconAlertOctagon, IconArchive, IconCircleCheck, IconHourglass, IconListCheck, IconPencil } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportState } from '@/api/imports';
import { Badge, type Tone } from '@/shared/ui';

const LOOK: Record<ImportState, { tone: Tone; Icon: ComponentType<{ size?: number; stroke?: number }> }> = {
  uploaded: { tone: 'neutral', Icon: IconPencil },
  checking: { tone: 'info', Icon: IconHourglass },
  checked: { tone: 'warning', Icon: IconListCheck },
  applying: { tone: 'info', Icon: IconHourglass },
  applied: { tone: 'success', Icon: IconCircleCheck },
  failed: { tone: 'danger', Icon: IconAlertOctagon },
  cancelled: { tone: 'neutral', Icon: IconArchive },
};

/** Where an import stands. */
export function StateBadge({ state }: { state: ImportState }) {
  const { t } = useTranslation('asset-import');
  const { tone, Icon } = LOOK[state];
  return (
    <Badge tone={tone} icon={<Icon size={13} stroke={2} />}>
      {t(`state.${state}`)}
    </Badge>
  );
}
