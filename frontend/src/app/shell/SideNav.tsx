import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { hasPermission, useStore } from '@/shared/store/store';
import { BrandMark } from '@/shared/ui';
import { nav, NAV_GROUPS, type NavItem } from '../registry';
import classes from './shell.module.css';

/** What this person may open, by group. */
export function useNav(): [string, NavItem[]][] {
  const user = useStore((state) => state.user);
  const items = nav.filter((item) => hasPermission(user, item.permission));
  return NAV_GROUPS.map((group): [string, NavItem[]] => [group, items.filter((item) => item.group === group)]).filter(([, list]) => list.length > 0);
}

/** True on the page of the entry and on those below it, unless a longer entry fits better. */
export function useIsCurrent(): (to: string) => boolean {
  const { pathname } = useLocation();
  const fits = (to: string) => pathname === to || pathname.startsWith(`${to}/`);
  const best = nav.filter((item) => fits(item.to)).sort((a, b) => b.to.length - a.to.length)[0];
  return (to) => best?.to === to;
}

/** The number beside an entry, if it has one. */
export function NavCount({ item }: { item: NavItem }) {
  if (!item.Count) return null;
  return (
    <Suspense fallback={null}>
      <item.Count />
    </Suspense>
  );
}

/** The side navigation, wide or as icons. */
export function SideNav({ collapsed }: { collapsed: boolean }) {
  const { t } = useTranslation('app');
  const groups = useNav();
  const isCurrent = useIsCurrent();
  const setPreferences = useStore((state) => state.setPreferences);
  const label = collapsed ? t('nav.expand') : t('nav.collapse');
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      <Link to="/" className={classes.brand} aria-label={t('brand')}>
        <BrandMark />
        {!collapsed && t('brand')}
      </Link>
      {groups.map(([group, items]) => (
        <div key={group} className={classes.group} role="group" aria-label={t(`nav.group.${group}`)}>
          {!collapsed && <h2 aria-hidden>{t(`nav.group.${group}`)}</h2>}
          {items.map((item) => (
            <Link key={item.to} to={item.to} className={classes.link} aria-current={isCurrent(item.to) ? 'page' : undefined} title={collapsed ? t(item.label) : undefined} aria-label={collapsed ? t(item.label) : undefined}>
              {item.icon}
              {!collapsed && <span className="ell grow">{t(item.label)}</span>}
              <NavCount item={item} />
            </Link>
          ))}
        </div>
      ))}
      <div className={classes.foot}>
        <button type="button" className={classes.link} onClick={() => setPreferences({ navCollapsed: !collapsed })} title={label} aria-label={label} aria-expanded={!collapsed}>
          {collapsed ? <IconLayoutSidebarLeftExpand size={16} /> : <IconLayoutSidebarLeftCollapse size={16} />}
          {!collapsed && <span>{t('nav.collapse')}</span>}
        </button>
      </div>
    </nav>
  );
}
