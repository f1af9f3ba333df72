import { IconBan, IconChecks, IconClock, IconSignature, IconX } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperState, TermState } from '@/api/generated/model';
import { Badge, type Tone } from '@/shared/ui';

export const TERM_STATES: TermState[] = ['pending', 'signed', 'refused', 'void'];

const LOOKS: Record<PaperState, { tone: Tone; Icon: ComponentType<{ size?: number; stroke?: number }> }> = {
  pending: { tone: 'warning', Icon: IconClock },
  signed: { tone: 'success', Icon: IconSignature },
  refused: { tone: 'danger', Icon: IconX },
  void: { tone: 'neutral', Icon: IconBan },
  valid: { tone: 'success', Icon: IconChecks },
};

/** Where a term stands. */
export function TermBadge({ state }: { state: PaperState }) {
  const { t } = useTranslation('entities');
  const { tone, Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon size={13} stroke={2} />}>
      {t(`term.state.${state}`)}
    </Badge>
  );
}
