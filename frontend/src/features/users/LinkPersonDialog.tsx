import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi, type UserOut } from '@/api/users';
import { PersonPicker } from '@/entities/person';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';

/** Say which person a user is. */
export default function LinkPersonDialog({ item, onClose }: DetailActionProps<UserOut>) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const [user, setUser] = useState(item);
  const [person, setPerson] = useState<number | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async () => {
    if (person === null) return setMissing(true);
    const linked = await usersApi.linkPerson(user.id, person, user.version);
    for (const key of ['users', 'people', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t('linkPerson.done', { username: linked.username, name: linked.name }) });
    onClose();
  };
  return (
    <ActDialog title={t('linkPerson.title', { username: user.username })} submitLabel={t('linkPerson.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setUser(current as UserOut)}>
      {(errors) => (
        <>
          <p>{t('linkPerson.text', { name: user.name })}</p>
          <PersonPicker label={t('linkPerson.field')} required withCreate value={person} exclude={[user.person_id]} error={errors.person_id ?? (missing ? t('linkPerson.missing') : null)} onChange={(id) => (setPerson(id), setMissing(false))} />
        </>
      )}
    </ActDialog>
  );
}
