import { IconAlertOctagon } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button, EmptyState } from '@/shared/ui';

/** A screen that broke. The shell around it stays. */
export function ErrorPage() {
  const { t } = useTranslation('shared');
  const error = useRouteError();
  useEffect(() => console.error(error), [error]);
  return (
    <EmptyState
      page
      icon={<IconAlertOctagon size={28} stroke={1.5} />}
      title={t('error.boundary.title')}
      text={t('error.boundary.text')}
      actions={
        <Button variant="primary" onClick={() => window.location.reload()}>
          {t('error.boundary.reload')}
        </Button>
      }
    />
  );
}
