import { IconArrowBackUp, IconBan, IconCheck, IconChecks, IconClock, IconPencil, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Classification, Destination, DisposalState } from '@/api/generated/model';
import { StateMark, type Look } from '@/shared/ui';

export const DISPOSAL_STATES: DisposalState[] = ['draft', 'pending', 'approved', 'concluded', 'reversed', 'rejected', 'cancelled'];
export const DESTINATIONS: Destination[] = ['auction', 'donation', 'exchange', 'assignment', 'transfer', 'discard', 'loss', 'theft'];
export const CLASSIFICATIONS: Classification[] = ['idle', 'recoverable', 'uneconomic', 'irrecoverable'];

const LOOKS: Record<DisposalState, Look> = {
  draft: { tone: 'neutral', Icon: IconPencil },
  pending: { tone: 'warning', Icon: IconClock },
  approved: { tone: 'info', Icon: IconCheck },
  concluded: { tone: 'success', Icon: IconChecks },
  reversed: { tone: 'warning', Icon: IconArrowBackUp },
  rejected: { tone: 'danger', Icon: IconX },
  cancelled: { tone: 'neutral', Icon: IconBan },
};

/** Where a disposal stands. */
export function DisposalBadge({ state }: { state: DisposalState }) {
  const { t } = useTranslation('entities');
  return <StateMark look={LOOKS[state]} text={t(`disposal.state.${state}`)} />;
}
