import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { rolesApi, type RoleNames, type RoleOut } from '@/api/roles';
import { FormDialog } from '@/shared/dialog';
import type { FormSection, SubmitInput, Values } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { roleHref } from './parts';

const SECTIONS: FormSection[] = [
  {
    id: 'names',
    fields: [
      { name: 'label_pt', label: 'roles:field.labelPt', kind: 'text', required: true, maxLength: 80, wide: true },
      { name: 'label_en', label: 'roles:field.labelEn', kind: 'text', maxLength: 80, wide: true, hint: 'roles:labelEnHint' },
    ],
  },
];
const EMPTY: Values = { label_pt: null, label_en: null };
const valuesOf = (role: RoleOut): Values => ({ label_pt: role.label_pt, label_en: role.label_en });

interface RoleFormProps {
  /** Given: it is renamed. */
  item?: RoleOut;
  /** Given: the new role begins with its permissions. */
  origin?: RoleOut;
  onClose: () => void;
}

/** Make, copy or rename a role; its permissions are chosen on its page. */
export default function RoleForm({ item, origin, onClose }: RoleFormProps) {
  const { t } = useTranslation('roles');
  const client = useQueryClient();
  const navigate = useNavigate();
  const submit = ({ values, changed, version, idempotencyKey }: SubmitInput): Promise<RoleOut> => {
    const names = values as unknown as RoleNames;
    if (origin) return rolesApi.copy(origin.id, names, { idempotencyKey });
    if (!item) return rolesApi.create(names, { idempotencyKey });
    return Object.keys(changed).length === 0 ? Promise.resolve(item) : rolesApi.update(item.id, changed, version!);
  };
  const saved = (role: RoleOut) => {
    toast({ tone: 'success', title: t(item ? 'changed' : 'created', { name: role.label_pt }) });
    for (const key of ['roles', 'users', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    onClose();
    if (!item) void navigate(roleHref(role));
  };
  return (
    <FormDialog<RoleOut>
      title={origin ? t('copyTitle', { name: origin.label_pt }) : item ? t('editTitle', { name: item.label_pt }) : t('create')}
      draftKey={`role:${item?.id ?? (origin ? `copy:${origin.id}` : 'new')}`}
      sections={SECTIONS}
      initial={item ? valuesOf(item) : EMPTY}
      version={item?.version ?? null}
      submit={submit}
      onSaved={saved}
      onClose={onClose}
      readCurrent={(current) => ({ values: valuesOf(current as unknown as RoleOut), version: Number(current.version) })}
    />
  );
}
