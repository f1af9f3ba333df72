import { Menu } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMedia } from '@/shared/hooks';
import { useStore, type ThemeChoice } from '@/shared/store/store';
import { IconButton } from '@/shared/ui';

export const THEMES: { value: ThemeChoice; Icon: typeof IconSun }[] = [
  { value: 'light', Icon: IconSun },
  { value: 'dark', Icon: IconMoon },
  { value: 'auto', Icon: IconDeviceDesktop },
];

/** Light, dark, or as the device has it. */
export function ThemeButton() {
  const { t } = useTranslation('app');
  const choice = useStore((state) => state.preferences.theme);
  const setPreferences = useStore((state) => state.setPreferences);
  const deviceDark = useMedia('(prefers-color-scheme: dark)');
  const dark = choice === 'dark' || (choice === 'auto' && deviceDark);
  return (
    <Menu>
      <Menu.Target>
        <IconButton label={t('theme.label')}>{dark ? <IconMoon size={20} stroke={1.75} /> : <IconSun size={20} stroke={1.75} />}</IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {THEMES.map(({ value, Icon }) => (
          <Menu.RadioItem key={value} value={value} checked={choice === value} closeMenuOnClick rightSection={<Icon size={16} aria-hidden />} onChange={() => setPreferences({ theme: value })}>
            {t(`theme.${value}`)}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
