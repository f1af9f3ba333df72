import { IconBan, IconChecks, IconClock, IconSignature, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PaperState, TermState } from '@/api/generated/model';
import { StateMark, type Look } from '@/shared/ui';

export const TERM_STATES: TermState[] = ['pending', 'signed', 'refused', 'void'];

const LOOKS: Record<PaperState, Look> = {
  pending: { tone: 'warning', Icon: IconClock },
  signed: { tone: 'success', Icon: IconSignature },
  refused: { tone: 'danger', Icon: IconX },
  void: { tone: 'neutral', Icon: IconBan },
  valid: { tone: 'success', Icon: IconChecks },
};

/** Where a term stands. */
export function TermBadge({ state }: { state: PaperState }) {
  const { t } = useTranslation('entities');
  return <StateMark look={LOOKS[state]} text={t(`term.state.${state}`)} />;
}
