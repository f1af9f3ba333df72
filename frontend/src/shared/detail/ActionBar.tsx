import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, Suspense, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '@/api/types';
import { useIsPhone } from '../hooks';
import { cx } from '../lib/cx';
import { hasPermission, useStore } from '../store/store';
import { Button, IconButton } from '../ui/Button';
import classes from './detail.module.css';

export interface DetailActionProps<T> {
  item: T;
  onClose: () => void;
}

/** An action of a detail page. `id` is the word of the server's `allowed_actions`; what it does not name is not shown. */
export interface DetailAction<T> {
  id: string;
  /** Key of the verb. */
  label: string;
  icon: ReactNode;
  /** Goes somewhere… */
  to?: (item: T) => string;
  /** …or acts at once, and tells itself what came of it… */
  run?: (item: T) => Promise<void>;
  /** …or mounts a dialog. */
  Dialog?: ComponentType<DetailActionProps<T>>;
  danger?: boolean;
  /** For what is no change of this thing (a copy of it): shown to who holds the permission, whatever the server's words. */
  permission?: Permission;
  /** Beside the permission: not offered for a thing that it cannot work on. */
  when?: (item: T) => boolean;
}

const VISIBLE = 3;
const PHONE_VISIBLE = 2;

interface ActionBarProps<T> {
  item: T;
  allowed: string[];
  /** In order of weight: the first is the filled button. */
  actions: DetailAction<T>[];
  /** How many buttons before the rest goes into the menu. */
  visible?: number;
  /** Beside another filled button: none of these is. */
  quiet?: boolean;
  onGo: (to: string) => void;
}

/** The actions that this state and this user allow, the weightiest filled, the rest in a menu. */
export function ActionBar<T>({ item, allowed, actions, visible, quiet, onGo }: ActionBarProps<T>) {
  const { t } = useTranslation('shared');
  const [open, setOpen] = useState<DetailAction<T> | null>(null);
  const user = useStore((state) => state.user);
  const phone = useIsPhone();
  const most = visible ?? (phone ? PHONE_VISIBLE : VISIBLE);
  const usable = actions.filter((action) => (action.permission ? hasPermission(user, action.permission) && (action.when?.(item) ?? true) : allowed.includes(action.id)));
  if (usable.length === 0) return null;
  const shown = usable.length <= most + 1 ? usable : usable.slice(0, most);
  const rest = usable.slice(shown.length);
  const run = (action: DetailAction<T>) => {
    if (action.to) return onGo(action.to(item));
    if (action.run) return void action.run(item);
    setOpen(action);
  };
  return (
    <div className={cx(classes.actions, quiet && classes.inline)}>
      {shown.map((action, index) => (
        <Button key={action.id} variant={index === 0 && !quiet ? 'primary' : 'default'} icon={action.icon} onClick={() => run(action)}>
          {t(action.label)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Menu>
          <Menu.Target>
            <IconButton label={t('more')} variant="default" className={classes.moreActions}>
              <IconDots size={16} />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((action) => (
              <Menu.Item key={action.id} leftSection={action.icon} onClick={() => run(action)}>
                {t(action.label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {open?.Dialog && (
        <Suspense fallback={null}>
          <open.Dialog item={item} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  );
}
