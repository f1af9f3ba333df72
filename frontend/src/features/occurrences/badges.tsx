import { IconAlertTriangle, IconChecks, IconClock, IconHandStop, IconMapPinCheck, IconNote, IconQuestionMark } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { OccurrenceKind, OccurrenceState } from '@/api/generated/model';
import { Badge, type Tone } from '@/shared/ui';

type Look = { tone: Tone; Icon: ComponentType<{ size?: number; stroke?: number }> };

export const OCCURRENCE_KINDS: OccurrenceKind[] = ['damage', 'missing', 'theft', 'found', 'other'];
export const OCCURRENCE_STATES: OccurrenceState[] = ['open', 'resolved'];

const KIND: Record<OccurrenceKind, Look> = {
  damage: { tone: 'danger', Icon: IconAlertTriangle },
  missing: { tone: 'warning', Icon: IconQuestionMark },
  theft: { tone: 'danger', Icon: IconHandStop },
  found: { tone: 'info', Icon: IconMapPinCheck },
  other: { tone: 'neutral', Icon: IconNote },
};
const STATE: Record<OccurrenceState, Look> = {
  open: { tone: 'warning', Icon: IconClock },
  resolved: { tone: 'success', Icon: IconChecks },
};

function Shown({ look: { tone, Icon }, text }: { look: Look; text: string }) {
  return (
    <Badge tone={tone} icon={<Icon size={13} stroke={2} />}>
      {text}
    </Badge>
  );
}

/** What happened. */
export function KindBadge({ kind }: { kind: OccurrenceKind }) {
  const { t } = useTranslation('entities');
  return <Shown look={KIND[kind]} text={t(`occurrence.kind.${kind}`)} />;
}

/** Whether somebody has dealt with it. */
export function OccurrenceBadge({ state }: { state: OccurrenceState }) {
  const { t } = useTranslation('entities');
  return <Shown look={STATE[state]} text={t(`occurrence.state.${state}`)} />;
}
