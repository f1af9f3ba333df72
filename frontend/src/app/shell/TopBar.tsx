import { IconScan, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LiveIndicator } from '@/shared/live';
import { usePermission } from '@/shared/store/store';
import { BrandMark, LinkButton } from '@/shared/ui';
import classes from './shell.module.css';
import { ThemeButton } from './ThemeButton';
import { UserMenu } from './UserMenu';

/** Search and commands, the scan button, the state of the connection, theme and user. */
export function TopBar({ phone, onSearch }: { phone: boolean; onSearch: () => void }) {
  const { t } = useTranslation('app');
  const reads = usePermission('assets.read');
  return (
    <header className={classes.top}>
      {phone && (
        <Link to="/" aria-label={t('brand')} style={{ display: 'grid' }}>
          <BrandMark size={28} />
        </Link>
      )}
      <button type="button" className={classes.search} onClick={onSearch} aria-keyshortcuts="Control+K" aria-label={t('search.label')}>
        <IconSearch size={16} aria-hidden />
        <span className="ell">{phone ? t('search.short') : t('search.long')}</span>
        <kbd aria-hidden>{t('search.keys')}</kbd>
      </button>
      {!phone && reads && (
        <LinkButton to="/ler" icon={<IconScan size={16} aria-hidden />}>
          {t('search.scan')}
        </LinkButton>
      )}
      {!phone && <span className="grow" />}
      <LiveIndicator compact={phone} />
      {!phone && <ThemeButton />}
      {!phone && <UserMenu />}
    </header>
  );
}
