import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi, type UserOut } from '@/api/users';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';

type Way = 'endSessions' | 'removeSecondFactor';

function GuardDialog({ item, onClose, way }: DetailActionProps<UserOut> & { way: Way }) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const [user, setUser] = useState(item);
  const submit = async () => {
    await usersApi[way](user.id, user.version);
    for (const key of ['users', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t(`${way}.done`, { name: user.name }) });
    onClose();
  };
  return (
    <ActDialog danger title={t(`${way}.title`)} submitLabel={t(`${way}.submit`)} onClose={onClose} onSubmit={submit} onStale={(current) => setUser(current as UserOut)}>
      <p>{t(`${way}.text`, { name: user.name })}</p>
    </ActDialog>
  );
}

/** Sign a user out everywhere. */
export const EndSessionsDialog = (props: DetailActionProps<UserOut>) => <GuardDialog {...props} way="endSessions" />;
/** Take the second step from a user who lost it. */
export const RemoveSecondFactorDialog = (props: DetailActionProps<UserOut>) => <GuardDialog {...props} way="removeSecondFactor" />;
