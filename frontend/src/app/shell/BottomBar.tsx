import { Drawer, SegmentedControl } from '@mantine/core';
import { IconLogout, IconMenu2, IconPackage, IconScan } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useStore } from '@/shared/store/store';
import { Avatar } from '@/shared/ui';
import classes from './shell.module.css';
import { NavCount, useIsCurrent, useNav } from './SideNav';
import { THEMES } from './ThemeButton';
import { LANGUAGES, leave, roleLabel } from './UserMenu';

/** The phone's bar under the thumb: assets, reading a code, and everything else. */
export function BottomBar() {
  const { t } = useTranslation('app');
  const { pathname } = useLocation();
  const [menu, setMenu] = useState(false);
  const at = (path: string) => (pathname.startsWith(path) ? ('page' as const) : undefined);
  return (
    <>
      <nav className={classes.bottom} aria-label={t('nav.shortcuts')}>
        <Link to="/ativos" aria-current={at('/ativos')}>
          <IconPackage size={22} stroke={1.75} aria-hidden />
          {t('nav.assets')}
        </Link>
        <Link to="/ler" className={classes.scan} aria-current={at('/ler')}>
          <IconScan size={22} stroke={1.75} aria-hidden />
          {t('search.scan')}
        </Link>
        <button type="button" onClick={() => setMenu(true)} aria-expanded={menu}>
          <IconMenu2 size={22} stroke={1.75} aria-hidden />
          {t('nav.menu')}
        </button>
      </nav>
      <PhoneMenu opened={menu} onClose={() => setMenu(false)} />
    </>
  );
}

function PhoneMenu({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('app');
  const { t: ts } = useTranslation('shared');
  const groups = useNav();
  const isCurrent = useIsCurrent();
  const user = useStore((state) => state.user);
  const { theme, language } = useStore((state) => state.preferences);
  const setPreferences = useStore((state) => state.setPreferences);
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size="auto" title={t('nav.menu')} closeButtonProps={{ 'aria-label': ts('close') }} padding={0}>
      <div className={classes.menuList}>
        {user && (
          <div className={classes.menuUser}>
            <Avatar name={user.name} size="lg" />
            <span className="grow">
              <b>{user.name}</b>
              <div className="cap">{roleLabel(user, language)}</div>
            </span>
          </div>
        )}
        {groups.flatMap(([, items]) => items).map((item) => (
          <Link key={item.to} to={item.to} className={classes.link} aria-current={isCurrent(item.to) ? 'page' : undefined} onClick={onClose}>
            {item.icon}
            <span className="grow">{t(item.label)}</span>
            <NavCount item={item} />
          </Link>
        ))}
        <SegmentedControl fullWidth size="md" aria-label={t('theme.label')} value={theme} onChange={(value) => setPreferences({ theme: value })} data={THEMES.map(({ value }) => ({ value, label: t(`theme.${value}`) }))} />
        <SegmentedControl fullWidth size="md" aria-label={t('language.label')} value={language} onChange={(value) => setPreferences({ language: value })} data={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))} />
        <button type="button" className={classes.link} onClick={() => void leave()}>
          <IconLogout size={16} aria-hidden />
          {t('user.signOut')}
        </button>
      </div>
    </Drawer>
  );
}
