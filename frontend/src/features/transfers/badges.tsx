import { IconBan, IconCheck, IconChecks, IconCircleCheck, IconClock, IconPencil, IconProgressCheck, IconQuestionMark, IconArrowBackUp, IconTruck, IconX } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferItemState, TransferState } from '@/api/transfers';
import { Badge, type Tone } from '@/shared/ui';

type Look = { tone: Tone; Icon: ComponentType<{ size?: number; stroke?: number }> };

export const TRANSFER_STATES: TransferState[] = ['draft', 'pending', 'approved', 'in_transit', 'partially_received', 'received', 'rejected', 'cancelled'];

const STATE: Record<TransferState, Look> = {
  draft: { tone: 'neutral', Icon: IconPencil },
  pending: { tone: 'warning', Icon: IconClock },
  approved: { tone: 'info', Icon: IconCheck },
  in_transit: { tone: 'transit', Icon: IconTruck },
  partially_received: { tone: 'warning', Icon: IconProgressCheck },
  received: { tone: 'success', Icon: IconChecks },
  rejected: { tone: 'danger', Icon: IconX },
  cancelled: { tone: 'neutral', Icon: IconBan },
};
const ITEM: Record<TransferItemState, Look> = {
  waiting: { tone: 'neutral', Icon: IconClock },
  received: { tone: 'success', Icon: IconCircleCheck },
  missing: { tone: 'danger', Icon: IconQuestionMark },
  returned: { tone: 'neutral', Icon: IconArrowBackUp },
};

function Shown({ look: { tone, Icon }, text }: { look: Look; text: string }) {
  return (
    <Badge tone={tone} icon={<Icon size={13} stroke={2} />}>
      {text}
    </Badge>
  );
}

/** Where a transfer stands. */
export function StateBadge({ state }: { state: TransferState }) {
  const { t } = useTranslation('entities');
  return <Shown look={STATE[state]} text={t(`transfer.state.${state}`)} />;
}

/** What became of one asset. */
export function ItemBadge({ state }: { state: TransferItemState }) {
  const { t } = useTranslation('transfers');
  return <Shown look={ITEM[state]} text={t(`item.${state}`)} />;
}
