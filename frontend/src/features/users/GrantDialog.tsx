import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi, type UserOut } from '@/api/users';
import { LocationPicker } from '@/entities/location';
import { RoleField } from '@/entities/role';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';

/** Give a role, everywhere or for a place and everything below it. */
export default function GrantDialog({ item, onClose }: DetailActionProps<UserOut>) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const [user, setUser] = useState(item);
  const [role, setRole] = useState<string | null>(null);
  const [place, setPlace] = useState<number | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async (keyFor: (body: unknown) => string) => {
    if (!role) return setMissing(true);
    const body = { role, location_id: place };
    await usersApi.grant(user.id, body, user.version, { idempotencyKey: keyFor(body) });
    for (const key of ['users', 'roles', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t('grant.done', { name: user.name }) });
    onClose();
  };
  return (
    <ActDialog title={t('grant.title', { name: user.name })} submitLabel={t('grant.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setUser(current as UserOut)}>
      {(errors) => (
        <>
          <RoleField
            label={t('field.role')}
            required
            value={role}
            values={{}}
            error={errors.role ?? (missing ? t('grant.missing') : null)}
            onInvalid={() => undefined}
            onChange={(next) => (setRole(next as string | null), setMissing(false))}
          />
          <LocationPicker label={t('field.location')} description={t('locationHint')} value={place} error={errors.location_id} onChange={setPlace} />
        </>
      )}
    </ActDialog>
  );
}
