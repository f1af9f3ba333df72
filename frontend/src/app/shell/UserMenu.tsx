import { Menu } from '@mantine/core';
import { IconChevronDown, IconLogout, IconUserCircle } from '@tabler/icons-react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { savePreferences, signOut } from '@/api/auth';
import type { Me } from '@/api/types';
import { useStore, type Language } from '@/shared/store/store';
import { Avatar } from '@/shared/ui';
import classes from './shell.module.css';

export const LANGUAGES: Language[] = ['pt-BR', 'en'];

/** The role's name in the language of the screens. */
export function roleLabel(user: Me, language: string): string {
  if (!user.role) return i18next.t('app:user.noRole');
  return language === 'en' ? user.role.label_en : user.role.label_pt;
}

/** Leave: the session ends at the server, what was typed is dropped with it. The sign-in page tells when it did not end. */
export async function leave(): Promise<void> {
  useStore.setState({ drafts: {} });
  const leftOpen = await signOut().then(
    () => false,
    () => true,
  );
  useStore.setState({ expired: false, leftOpen });
}

/** Who is signed in, the language, and the way out. */
export function UserMenu() {
  const { t } = useTranslation('app');
  const user = useStore((state) => state.user);
  const language = useStore((state) => state.preferences.language);
  const setPreferences = useStore((state) => state.setPreferences);
  if (!user) return null;
  // mail comes in the language of the screens
  const speak = (code: Language) => {
    setPreferences({ language: code });
    void savePreferences({ language: code }).catch(() => undefined);
  };
  const role = roleLabel(user, language);
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={classes.user} aria-label={t('user.menu', { name: user.name, role })}>
          <Avatar name={user.name} size="lg" />
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.userHead}>
          <b>{user.name}</b>
          <span className="t3">{role}</span>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/conta" leftSection={<IconUserCircle size={16} />}>
          {t('user.account')}
        </Menu.Item>
        <Menu.Divider />
        {LANGUAGES.map((code) => (
          <Menu.RadioItem key={code} value={code} checked={language === code} closeMenuOnClick lang={code} onChange={() => speak(code)}>
            {t(`language.${code}`)}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
