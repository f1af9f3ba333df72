import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi, type PasswordLinkOut, type UserOut } from '@/api/users';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { formatDateTime } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { CopyButton, Notice } from '@/shared/ui';
import classes from './users.module.css';

/** Send a link to choose a password; where no mail is sent, show it once, to be handed over. */
export default function SendLinkDialog({ item, onClose }: DetailActionProps<UserOut>) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const [user, setUser] = useState(item);
  const [made, setMade] = useState<PasswordLinkOut | null>(null);
  const way = user.invited ? 'invite' : 'newPassword';
  const submit = async () => {
    const link = await usersApi.sendLink(user.id, user.version);
    for (const key of ['users', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    if (link.link) return setMade(link);
    toast({ tone: 'success', title: t(`${way}.done`, { email: user.email }) });
    onClose();
  };
  if (made?.link) {
    return (
      <ActDialog title={t('link.title')} onClose={onClose}>
        <Notice tone="warning" title={t('link.once')}>
          <span>{t('link.noMail', { name: user.name })}</span>
        </Notice>
        <p className={classes.link}>{made.link}</p>
        <p className="t2">{t('link.until', { at: formatDateTime(made.expires_at) })}</p>
        <div>
          <CopyButton text={made.link} label={t('link.copy')} />
        </div>
      </ActDialog>
    );
  }
  return (
    <ActDialog title={t(`${way}.title`)} submitLabel={t(`${way}.submit`)} onClose={onClose} onSubmit={submit} onStale={(current) => setUser(current as UserOut)}>
      <p>{t(`${way}.text`, { name: user.name, email: user.email })}</p>
    </ActDialog>
  );
}
