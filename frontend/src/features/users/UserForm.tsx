import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi, type UserIn, type UserOut } from '@/api/users';
import { locationField } from '@/entities/location';
import { RoleField } from '@/entities/role';
import type { Id } from '@/api/types';
import { FormDialog } from '@/shared/dialog';
import { PasswordField, type CustomFieldProps, type FormField, type FormSection, type SubmitInput, type Values } from '@/shared/form';
import { useStore } from '@/shared/store/store';
import { toast } from '@/shared/toast/toast';
import SendLinkDialog from './SendLinkDialog';

function FirstPassword({ value, onChange, label, error, description }: CustomFieldProps) {
  return <PasswordField kind="new" label={label} error={error} description={description} value={(value as string | null) ?? ''} onChange={(next) => onChange(next || null)} />;
}

/** The present password, asked for as soon as one's own e-mail is another; gone with the form. */
function OwnPassword({ value, onChange, label, error, description, values }: CustomFieldProps) {
  const user = useStore((state) => state.user);
  useEffect(() => () => forgetPassword(user?.id), [user?.id]);
  if (values.email === values.email_before) return null;
  return <PasswordField kind="current" label={label} error={error} description={description} value={(value as string | null) ?? ''} onChange={(next) => onChange(next || null)} required />;
}

const draftKeyOf = (id: Id | undefined) => `user:${id ?? 'new'}`;

/** Whoever opens the draft later has to show the password anew. */
function forgetPassword(id: Id | undefined): void {
  const { drafts, saveDraft } = useStore.getState();
  const draft = drafts[draftKeyOf(id)];
  if (draft?.values.current_password) saveDraft(draftKeyOf(id), { ...draft, values: { ...draft.values, current_password: null }, idempotencyKey: '', attempted: null });
}

const account: FormField[] = [
  { name: 'username', label: 'users:field.username', kind: 'text', required: true, maxLength: 60 },
  { name: 'email', label: 'users:field.email', kind: 'text', required: true, maxLength: 254 },
];
const CREATE: FormSection[] = [
  {
    id: 'account',
    fields: [
      { name: 'name', label: 'users:field.name', kind: 'text', required: true, maxLength: 160, wide: true },
      ...account,
      { name: 'password', label: 'users:field.password', hint: 'users:passwordHint', kind: 'custom', wide: true, Component: FirstPassword },
    ],
  },
  {
    id: 'access',
    title: 'users:access',
    fields: [
      { name: 'role', label: 'users:field.role', kind: 'custom', required: true, Component: RoleField },
      locationField({ name: 'location_id', label: 'users:field.location', hint: 'users:locationHint' }),
    ],
  },
];
const EDIT: FormSection[] = [{ id: 'account', fields: account }];
const OWN: FormSection[] = [
  { id: 'account', fields: [...account, { name: 'current_password', label: 'users:field.currentPassword', hint: 'users:currentPasswordHint', kind: 'custom', wide: true, Component: OwnPassword }] },
];
const EMPTY: Values = { name: null, username: null, email: null, password: null, role: null, location_id: null };
const valuesOf = (item: UserOut): Values => ({ username: item.username, email: item.email, email_before: item.email, current_password: null });

interface UserFormProps {
  item?: UserOut;
  onClose: () => void;
}

/** Make a user with a first role, or change what he signs in with. */
export default function UserForm({ item, onClose }: UserFormProps) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const own = useStore((state) => state.user?.id) === item?.id;
  const [invited, setInvited] = useState<UserOut | null>(null);
  const submit = ({ values, changed, version, idempotencyKey }: SubmitInput): Promise<UserOut> => {
    if (!item) return usersApi.create(values as unknown as UserIn, { idempotencyKey });
    if (!('email' in changed)) delete changed.current_password;
    return Object.keys(changed).length === 0 ? Promise.resolve(item) : usersApi.update(item.id, changed, version!);
  };
  const saved = (result: UserOut) => {
    for (const key of ['users', 'trail', 'people']) void client.invalidateQueries({ queryKey: [key] });
    if (result.invited && !item) return setInvited(result);
    toast({ tone: 'success', title: t(item ? 'changed' : 'created', { name: result.name }) });
    onClose();
  };
  if (invited) return <SendLinkDialog item={invited} onClose={onClose} />;
  return (
    <FormDialog<UserOut>
      as="drawer"
      title={item ? t('editTitle', { name: item.name }) : t('create')}
      draftKey={draftKeyOf(item?.id)}
      sections={item ? (own ? OWN : EDIT) : CREATE}
      initial={item ? valuesOf(item) : EMPTY}
      version={item?.version ?? null}
      submit={submit}
      onSaved={saved}
      onClose={onClose}
      readCurrent={(current) => ({ values: valuesOf(current as unknown as UserOut), version: Number(current.version) })}
    />
  );
}
