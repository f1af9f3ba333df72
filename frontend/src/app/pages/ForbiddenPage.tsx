import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '@/shared/hooks';
import { EmptyState, LinkButton } from '@/shared/ui';

/** A screen that this person's role does not open. */
export default function ForbiddenPage() {
  const { t } = useTranslation('app');
  usePageTitle(t('forbidden.title'));
  return (
    <EmptyState
      page
      icon={<IconLock size={28} stroke={1.5} />}
      title={t('forbidden.title')}
      text={t('forbidden.text')}
      actions={
        <LinkButton to="/ativos" variant="primary">
          {t('notFound.home')}
        </LinkButton>
      }
    />
  );
}
