import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { rolesApi, type RoleOut } from '@/api/roles';
import { useLabel } from '@/entities/role';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';

/** Remove a role that nobody has. */
export default function DeleteDialog({ item, onClose }: DetailActionProps<RoleOut>) {
  const { t } = useTranslation('roles');
  const client = useQueryClient();
  const navigate = useNavigate();
  const nameOf = useLabel();
  const [role, setRole] = useState(item);
  const submit = async () => {
    await rolesApi.remove(role.id, role.version);
    toast({ tone: 'success', title: t('delete.done', { name: nameOf(role) }) });
    onClose();
    await navigate('/papeis');
    for (const key of ['roles', 'trail']) void client.invalidateQueries({ queryKey: [key] });
  };
  return (
    <ActDialog danger title={t('delete.title')} submitLabel={t('delete.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setRole(current as RoleOut)}>
      <p>{t('delete.text', { name: nameOf(role) })}</p>
    </ActDialog>
  );
}
