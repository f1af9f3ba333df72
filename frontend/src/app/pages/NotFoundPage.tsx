import { IconMapPinOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '@/shared/hooks';
import { EmptyState, LinkButton } from '@/shared/ui';

/** No such address, or nothing there that this person may see: both look the same. */
export default function NotFoundPage() {
  const { t } = useTranslation('app');
  usePageTitle(t('notFound.title'));
  return (
    <EmptyState
      page
      icon={<IconMapPinOff size={28} stroke={1.5} />}
      title={t('notFound.title')}
      text={t('notFound.text')}
      actions={
        <LinkButton to="/ativos" variant="primary">
          {t('notFound.home')}
        </LinkButton>
      }
    />
  );
}
