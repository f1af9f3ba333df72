import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi, type GrantOut, type UserOut } from '@/api/users';
import { useLabel } from '@/entities/role';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';

/** Take a role away. */
export default function RevokeDialog({ item, grant, onClose }: { item: UserOut; grant: GrantOut; onClose: () => void }) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const nameOf = useLabel();
  const [user, setUser] = useState(item);
  const submit = async () => {
    await usersApi.revoke(user.id, grant.id, user.version);
    for (const key of ['users', 'roles', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t('revoke.done', { name: user.name }) });
    onClose();
  };
  return (
    <ActDialog danger title={t('revoke.title')} submitLabel={t('revoke.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setUser(current as UserOut)}>
      <p>{t('revoke.text', { name: user.name, role: nameOf(grant.role) })}</p>
    </ActDialog>
  );
}
