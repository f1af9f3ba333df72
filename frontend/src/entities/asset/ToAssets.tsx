import { useTranslation } from 'react-i18next';
import { LinkButton } from '@/shared/ui';

/** The way on when an asset is not there. */
export function ToAssets() {
  const { t } = useTranslation('entities');
  return (
    <LinkButton to="/ativos" variant="primary">
      {t('asset.toList')}
    </LinkButton>
  );
}
