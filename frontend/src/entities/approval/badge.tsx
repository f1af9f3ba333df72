import { IconBan, IconCheck, IconClock, IconX } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalState } from '@/api/transfers';
import { Badge, type Tone } from '@/shared/ui';

export const APPROVAL_STATES: ApprovalState[] = ['pending', 'approved', 'rejected', 'void'];

const LOOKS: Record<ApprovalState, { tone: Tone; Icon: ComponentType<{ size?: number; stroke?: number }> }> = {
  pending: { tone: 'warning', Icon: IconClock },
  approved: { tone: 'success', Icon: IconCheck },
  rejected: { tone: 'danger', Icon: IconX },
  void: { tone: 'neutral', Icon: IconBan },
};

/** Where an approval stands. */
export function ApprovalBadge({ state }: { state: ApprovalState }) {
  const { t } = useTranslation('entities');
  const { tone, Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon size={13} stroke={2} />}>
      {t(`transfer.approval.${state}`)}
    </Badge>
  );
}
