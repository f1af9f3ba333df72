import { IconLanguage, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '@/features/command-palette/CommandPalette';
import { hasPermission, useStore } from '@/shared/store/store';
import { commands as registered, nav } from '../registry';
import { leave } from './UserMenu';

/** Pages and actions of the command palette that this person may use. */
export function useCommands(): Command[] {
  const { t } = useTranslation('app');
  const user = useStore((state) => state.user);
  const language = useStore((state) => state.preferences.language);
  const setPreferences = useStore((state) => state.setPreferences);
  return useMemo(() => {
    const actions = registered
      .filter((command) => hasPermission(user, command.permission))
      .map((command): Command => ({ id: command.id, text: t(command.label), group: t('command.actions'), icon: command.icon, to: command.to }));
    const pages = nav
      .filter((item) => hasPermission(user, item.permission))
      .map((item): Command => ({ id: `page-${item.to}`, text: t(item.label), group: t('command.pages'), icon: item.icon, to: item.to }));
    const settings: Command[] = [
      { id: 'theme-light', text: t('command.light'), group: t('command.settings'), icon: <IconSun size={16} />, run: () => setPreferences({ theme: 'light' }) },
      { id: 'theme-dark', text: t('command.dark'), group: t('command.settings'), icon: <IconMoon size={16} />, run: () => setPreferences({ theme: 'dark' }) },
      { id: 'language', text: t('command.language'), group: t('command.settings'), icon: <IconLanguage size={16} />, run: () => setPreferences({ language: language === 'en' ? 'pt-BR' : 'en' }) },
      { id: 'leave', text: t('user.signOut'), group: t('command.settings'), icon: <IconLogout size={16} />, run: () => void leave() },
    ];
    return [...actions, ...pages, ...settings];
  }, [language, setPreferences, t, user]);
}
