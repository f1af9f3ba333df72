import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi, type UserOut } from '@/api/users';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';

/** Shut a user out at once, or let him in again. */
export default function ActivationDialog({ item, onClose }: DetailActionProps<UserOut>) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const [user, setUser] = useState(item);
  const way = user.active ? 'deactivate' : 'reactivate';
  const submit = async () => {
    await usersApi[way](user.id, user.version);
    for (const key of ['users', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t(`${way}.done`, { name: user.name }) });
    onClose();
  };
  return (
    <ActDialog danger={user.active} title={t(`${way}.title`)} submitLabel={t(`${way}.submit`)} onClose={onClose} onSubmit={submit} onStale={(current) => setUser(current as UserOut)}>
      <p>{t(`${way}.text`, { name: user.name })}</p>
    </ActDialog>
  );
}
