import { IconBan, IconCheck, IconChecks, IconCircleCheck, IconClock, IconPencil, IconProgressCheck, IconQuestionMark, IconArrowBackUp, IconTruck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TransferItemState, TransferState } from '@/api/transfers';
import { StateMark, type Look } from '@/shared/ui';

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

/** Where a transfer stands. */
export function StateBadge({ state }: { state: TransferState }) {
  const { t } = useTranslation('entities');
  return <StateMark look={STATE[state]} text={t(`transfer.state.${state}`)} />;
}

/** What became of one asset. */
export function ItemBadge({ state }: { state: TransferItemState }) {
  const { t } = useTranslation('transfers');
  return <StateMark look={ITEM[state]} text={t(`item.${state}`)} />;
}
