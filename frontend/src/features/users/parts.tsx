import { IconCircleCheck, IconCircleMinus, IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/api/types';
import { useLabel } from '@/entities/role';
import { Badge, Text } from '@/shared/ui';

export const userHref = (row: { id: number }) => `/usuarios/${row.id}`;

/** Whether a user may sign in: colour, sign and word. */
export function StateBadge({ user, inList }: { user: UserRow; inList?: boolean }) {
  const { t } = useTranslation('users');
  if (user.active && user.invited) {
    return (
      <Badge tone="warning" icon={<IconMail size={13} stroke={2} />}>
        {t('invited')}
      </Badge>
    );
  }
  return user.active ? (
    <Badge tone="success" icon={<IconCircleCheck size={13} stroke={2} />} quiet={inList}>
      {t('active')}
    </Badge>
  ) : (
    <Badge tone="neutral" icon={<IconCircleMinus size={13} stroke={2} />}>
      {t('inactive')}
    </Badge>
  );
}

/** The role that is shown first, and how many more there are. */
export function RoleText({ row }: { row: UserRow }) {
  const { t } = useTranslation('users');
  const nameOf = useLabel();
  if (!row.role) return <span className="t3">{t('noRole')}</span>;
  const more = row.grant_count - 1;
  return <Text value={more > 0 ? t('roleAndMore', { role: nameOf(row.role), count: more }) : nameOf(row.role)} />;
}
