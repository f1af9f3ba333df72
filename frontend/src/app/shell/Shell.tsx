import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { loadTexts } from '@/shared/i18n/i18n';
import { useIsPhone } from '@/shared/hooks';
import { LiveClient } from '@/shared/live';
import { useStore } from '@/shared/store/store';
import { SkeletonRows } from '@/shared/ui';
import { BottomBar } from './BottomBar';
import { SideNav } from './SideNav';
import classes from './shell.module.css';
import { TopBar } from './TopBar';
import { useCommands } from './useCommands';
import { useListPreferences } from './useListPreferences';

const CommandPalette = lazy(async () => {
  const [module] = await Promise.all([import('@/features/command-palette/CommandPalette'), loadTexts(['command-palette'])]);
  return module;
});

/** Navigation and top bar on the desk, the work on its sheet. */
export function Shell() {
  const { t } = useTranslation('app');
  const phone = useIsPhone();
  const collapsed = useStore((state) => state.preferences.navCollapsed);
  const [palette, setPalette] = useState(false);
  const commands = useCommands();
  const main = useRef<HTMLElement>(null);
  useLiveConnection();
  useListPreferences();
  useFocusOnNavigation(main);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setPalette((open) => !open);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={classes.shell} data-collapsed={(!phone && collapsed) || undefined}>
      <a className={classes.skip} href="#conteudo">
        {t('skip')}
      </a>
      {!phone && <SideNav collapsed={collapsed} />}
      <TopBar phone={phone} onSearch={() => setPalette(true)} />
      <main id="conteudo" className={classes.sheet} tabIndex={-1} ref={main}>
        <Suspense fallback={<SkeletonRows rows={12} />}>
          <Outlet />
        </Suspense>
      </main>
      {phone && <BottomBar />}
      {palette && (
        <Suspense fallback={null}>
          <CommandPalette commands={commands} onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** One live connection while somebody is signed in. */
function useLiveConnection(): void {
  const queries = useQueryClient();
  const client = useMemo(() => new LiveClient(queries), [queries]);
  useEffect(() => {
    client.start();
    return () => client.stop();
  }, [client]);
}

/** After going somewhere else the focus is at the top of the new page, where a screen reader goes on. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const frame = requestAnimationFrame(() => {
      if (main.current?.contains(document.activeElement) && document.activeElement !== main.current && document.activeElement?.matches('input, textarea, [role=treeitem]')) return;
      (main.current?.querySelector<HTMLElement>('h1') ?? main.current)?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [main, pathname]);
}
