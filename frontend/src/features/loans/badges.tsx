import { IconAlertTriangle, IconArrowBackUp, IconBan, IconCalendarEvent, IconChecks, IconClock, IconPackageExport, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgreementState, LoanStatus } from '@/api/generated/model';
import { formatNumber } from '@/shared/lib/format';
import { Badge, type Tone } from '@/shared/ui';

type Look = { tone: Tone; Icon: ComponentType<{ size?: number; stroke?: number }> };

export const LOAN_STATES: AgreementState[] = ['pending', 'reserved', 'active', 'closed', 'rejected', 'cancelled'];

const STATE: Record<AgreementState, Look> = {
  pending: { tone: 'warning', Icon: IconClock },
  reserved: { tone: 'info', Icon: IconCalendarEvent },
  active: { tone: 'loan', Icon: IconPackageExport },
  closed: { tone: 'success', Icon: IconChecks },
  rejected: { tone: 'danger', Icon: IconX },
  cancelled: { tone: 'neutral', Icon: IconBan },
};
const LINE: Record<LoanStatus, Look> = {
  reserved: STATE.reserved,
  active: STATE.active,
  returned: { tone: 'success', Icon: IconArrowBackUp },
  cancelled: STATE.cancelled,
  lost: { tone: 'danger', Icon: IconQuestionMark },
};

function Shown({ look: { tone, Icon }, text }: { look: Look; text: string }) {
  return (
    <Badge tone={tone} icon={<Icon size={13} stroke={2} />}>
      {text}
    </Badge>
  );
}

/** Where a loan stands. */
export function LoanBadge({ state }: { state: AgreementState }) {
  const { t } = useTranslation('entities');
  return <Shown look={STATE[state]} text={t(`loan.state.${state}`)} />;
}

/** What became of one asset. */
export function LineBadge({ status }: { status: LoanStatus }) {
  const { t } = useTranslation('entities');
  return <Shown look={LINE[status]} text={t(`loan.status.${status}`)} />;
}

/** For how many days something is out that should be back; nothing while nothing is. */
export function OverdueBadge({ days }: { days: number }) {
  const { t } = useTranslation('loans');
  return days > 0 ? <Shown look={{ tone: 'danger', Icon: IconAlertTriangle }} text={t('overdue', { count: days, formatted: formatNumber(days) })} /> : null;
}
