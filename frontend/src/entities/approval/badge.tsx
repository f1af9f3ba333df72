import { IconBan, IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ApprovalState } from '@/api/transfers';
import { StateMark, type Look } from '@/shared/ui';

export const APPROVAL_STATES: ApprovalState[] = ['pending', 'approved', 'rejected', 'void'];

const LOOKS: Record<ApprovalState, Look> = {
  pending: { tone: 'warning', Icon: IconClock },
  approved: { tone: 'success', Icon: IconCheck },
  rejected: { tone: 'danger', Icon: IconX },
  void: { tone: 'neutral', Icon: IconBan },
};

/** Where an approval stands. */
export function ApprovalBadge({ state }: { state: ApprovalState }) {
  const { t } = useTranslation('entities');
  return <StateMark look={LOOKS[state]} text={t(`transfer.approval.${state}`)} />;
}
