import { IconAlertTriangle, IconArrowBackUp, IconBan, IconCalendarEvent, IconCalendarQuestion, IconChecks, IconClock, IconPackageExport, IconQuestionMark, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AgreementState, ExtensionState, LoanExtensionOut, LoanStatus } from '@/api/generated/model';
import { formatDate, formatNumber } from '@/shared/lib/format';
import { StateMark, type Look } from '@/shared/ui';

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

const EXTENSION: Record<ExtensionState, Look> = {
  asked: { tone: 'warning', Icon: IconCalendarQuestion },
  pending: STATE.pending,
  granted: STATE.closed,
  refused: STATE.rejected,
  cancelled: STATE.cancelled,
};

/** Where a loan stands. */
export function LoanBadge({ state }: { state: AgreementState }) {
  const { t } = useTranslation('entities');
  return <StateMark look={STATE[state]} text={t(`loan.state.${state}`)} />;
}

/** What became of one asset. */
export function LineBadge({ status }: { status: LoanStatus }) {
  const { t } = useTranslation('entities');
  return <StateMark look={LINE[status]} text={t(`loan.status.${status}`)} />;
}

/** What came of a wish for another due date. */
export function ExtensionBadge({ state }: { state: ExtensionState }) {
  const { t } = useTranslation('entities');
  return <StateMark look={EXTENSION[state]} text={t(`loan.extension.${state}`)} />;
}

/** That another due date waits for an answer; nothing while none does. */
export function ExtensionMark({ extension }: { extension: LoanExtensionOut | undefined }) {
  const { t } = useTranslation('loans');
  if (extension?.state !== 'asked' && extension?.state !== 'pending') return null;
  return <StateMark look={EXTENSION[extension.state]} text={t(`extension.open.${extension.state}`, { due: formatDate(extension.due_date) })} />;
}

/** The same in a list, where there is no room for the date. */
export function ExtensionShort({ state }: { state: ExtensionState | null }) {
  const { t } = useTranslation('loans');
  return state && <StateMark look={EXTENSION[state]} text={t('extension.short')} />;
}

/** For how many days something is out that should be back; nothing while nothing is. */
export function OverdueBadge({ days }: { days: number }) {
  const { t } = useTranslation('loans');
  return days > 0 ? <StateMark look={{ tone: 'danger', Icon: IconAlertTriangle }} text={t('overdue', { count: days, formatted: formatNumber(days) })} /> : null;
}
