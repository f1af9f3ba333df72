import { IconArchive, IconArrowUpRight, IconCircleCheck, IconCircleDashed, IconCircleMinus, IconHelpCircle, IconMapPinOff, IconMoodEmpty, IconMoodSad, IconMoodSmile, IconPackage, IconPackageImport, IconSparkles, IconTool, IconTruck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssetCondition, AssetStatus, LifecycleState } from '@/api/types';
import { StateMark, type Look } from '@/shared/ui';

export const STATUSES: AssetStatus[] = ['in_use', 'available', 'on_loan', 'in_transit', 'in_maintenance', 'missing', 'disposed'];
export const LIFECYCLE_STATES: LifecycleState[] = ['planned', 'received', 'in_service', 'retired', 'disposed'];
export const CONDITIONS: AssetCondition[] = ['new', 'good', 'fair', 'poor', 'idle', 'recoverable', 'uneconomic', 'irrecoverable'];

const STATUS_LOOK: Record<AssetStatus, Look> = {
  in_use: { tone: 'success', Icon: IconCircleCheck },
  available: { tone: 'info', Icon: IconPackage },
  on_loan: { tone: 'loan', Icon: IconArrowUpRight },
  in_transit: { tone: 'transit', Icon: IconTruck },
  in_maintenance: { tone: 'warning', Icon: IconTool },
  missing: { tone: 'danger', Icon: IconMapPinOff },
  disposed: { tone: 'neutral', Icon: IconArchive },
};
const LIFECYCLE_LOOK: Record<LifecycleState, Look> = {
  planned: { tone: 'neutral', Icon: IconCircleDashed },
  received: { tone: 'info', Icon: IconPackageImport },
  in_service: { tone: 'success', Icon: IconCircleCheck },
  retired: { tone: 'warning', Icon: IconCircleMinus },
  disposed: { tone: 'neutral', Icon: IconArchive },
};
const CONDITION_LOOK: Record<string, Look> = {
  new: { tone: 'success', Icon: IconSparkles },
  good: { tone: 'success', Icon: IconMoodSmile },
  fair: { tone: 'warning', Icon: IconMoodEmpty },
  regular: { tone: 'warning', Icon: IconMoodEmpty },
  poor: { tone: 'danger', Icon: IconMoodSad },
  bad: { tone: 'danger', Icon: IconMoodSad },
  idle: { tone: 'neutral', Icon: IconCircleDashed },
  recoverable: { tone: 'warning', Icon: IconTool },
  uneconomic: { tone: 'danger', Icon: IconMoodSad },
  irrecoverable: { tone: 'danger', Icon: IconMoodSad },
};
const UNKNOWN: Look = { tone: 'neutral', Icon: IconHelpCircle };

/** Status of an asset. In lists the ordinary one (em uso) is quiet, so that exceptions are what is seen. */
export function StatusBadge({ status, inList }: { status: AssetStatus; inList?: boolean }) {
  const { t } = useTranslation('entities');
  return <StateMark look={STATUS_LOOK[status] ?? UNKNOWN} text={t(`asset.status.${status}`, status)} quiet={inList && status === 'in_use'} />;
}

/** Where an asset stands in its life. */
export function LifecycleBadge({ state, quiet = true }: { state: LifecycleState; quiet?: boolean }) {
  const { t } = useTranslation('entities');
  return <StateMark look={LIFECYCLE_LOOK[state] ?? UNKNOWN} text={t(`asset.lifecycle.${state}`, state)} quiet={quiet} />;
}

/** State of conservation. */
export function ConditionBadge({ condition, quiet = true }: { condition: AssetCondition | null; quiet?: boolean }) {
  const { t } = useTranslation('entities');
  if (!condition) return <span className="t3">–</span>;
  return <StateMark look={CONDITION_LOOK[condition] ?? UNKNOWN} text={t(`asset.condition.${condition}`, condition)} quiet={quiet} />;
}

/** The archived mark, for headers and rows. */
export function ArchivedBadge() {
  const { t } = useTranslation('entities');
  return <StateMark look={{ tone: 'neutral', Icon: IconArchive }} text={t('asset.archived')} />;
}
