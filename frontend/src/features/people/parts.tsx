import { IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '@/shared/ui';

export const personHref = (row: { id: number }) => `/pessoas/${row.id}`;

/** Whether a person is active: colour, sign and word. */
export function ActiveBadge({ active, inList }: { active: boolean; inList?: boolean }) {
  const { t } = useTranslation('people');
  return active ? (
    <Badge tone="success" icon={<IconCircleCheck size={13} stroke={2} />} quiet={inList}>
      {t('active')}
    </Badge>
  ) : (
    <Badge tone="neutral" icon={<IconCircleMinus size={13} stroke={2} />}>
      {t('inactive')}
    </Badge>
  );
}
