import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { lazyPage } from '@/shared/router/lazyPage';
import { LinkButton } from '@/shared/ui';
import type { AppModule } from '../registry';

const TEXTS = ['asset-import', 'wizard', 'jobs', 'dialog'];

function FirstImportButton() {
  const { t } = useTranslation('app');
  return (
    <LinkButton to="/ativos/importacoes" variant="primary" icon={<IconFileImport size={16} aria-hidden />}>
      {t('import.first')}
    </LinkButton>
  );
}

/** Spreadsheets into the inventory. */
const assetImport: AppModule = {
  routes: [
    { path: 'ativos/importacoes', lazy: lazyPage(() => import('../pages/ImportsPage'), TEXTS) },
    { path: 'ativos/importacoes/:id', lazy: lazyPage(() => import('../pages/ImportPage'), TEXTS) },
  ],
  commands: [{ id: 'import-assets', label: 'command.importAssets', icon: <IconFileImport size={16} />, to: '/ativos/importacoes', permission: 'assets.import' }],
  assetListLinks: [{ id: 'import', weight: 10, label: 'app:import.button', icon: <IconFileImport size={16} aria-hidden />, to: '/ativos/importacoes', permission: 'assets.import' }],
  assetEmptyButtons: [{ weight: 10, permission: 'assets.import', Button: FirstImportButton }],
};

export default assetImport;
