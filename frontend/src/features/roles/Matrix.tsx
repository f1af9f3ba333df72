import { Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem, type ApiProblem } from '@/api/problem';
import { rolesApi, type PermissionOut, type RoleOut } from '@/api/roles';
import { useLabel } from '@/entities/role';
import { toast } from '@/shared/toast/toast';
import { Button, Card, ErrorState, Notice, SkeletonRows, useProblemText } from '@/shared/ui';
import classes from './roles.module.css';

/** Everybody has it; no role gives it. */
const OWN_ACCOUNT = 'identity.self';

function Line({ permission, checked, disabled, onChange }: { permission: PermissionOut; checked: boolean; disabled: boolean; onChange: (on: boolean) => void }) {
  const { i18n } = useTranslation();
  const nameOf = useLabel();
  return (
    <li>
      <Checkbox
        label={nameOf(permission)}
        description={i18n.language === 'en' ? permission.about_en : permission.about_pt}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </li>
  );
}

/** What a role allows, by the part of the program; for who may, to be chosen. */
export function Matrix({ role }: { role: RoleOut }) {
  const { t } = useTranslation('roles');
  const client = useQueryClient();
  const nameOf = useLabel();
  const known = useQuery({ queryKey: ['permissions'], queryFn: ({ signal }) => rolesApi.permissions(signal), staleTime: 10 * 60_000 });
  const [chosen, setChosen] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  if (known.isError && !known.data) return <ErrorState error={known.error} title={t('failed')} onRetry={() => void known.refetch()} retrying={known.isFetching} />;
  if (!known.data) return <SkeletonRows rows={10} />;
  const editable = role.allowed_actions.includes('permissions');
  const held = chosen ?? role.permissions;
  const groups = known.data.groups.map((group) => ({ ...group, permissions: group.permissions.filter((item) => item.name !== OWN_ACCOUNT) })).filter((group) => group.permissions.length > 0);
  const declared = new Set(groups.flatMap((group) => group.permissions.map((item) => item.name)));
  const toggle = (name: string, on: boolean) => setChosen(on ? [...held, name] : held.filter((item) => item !== name));
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      // what only another version of the program knows stays as it is at the server
      const saved = await rolesApi.setPermissions(role.id, held.filter((name) => declared.has(name)), role.version);
      client.setQueryData(['roles', 'detail', role.id], saved);
      for (const key of ['roles', 'trail']) void client.invalidateQueries({ queryKey: [key] });
      setChosen(null);
      toast({ tone: 'success', title: t('saved', { name: nameOf(role) }) });
    } catch (thrown) {
      const failed = await toProblem(thrown);
      if (failed.status === 412) void client.invalidateQueries({ queryKey: ['roles'] });
      setProblem(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.matrix}>
      {!editable && <Notice tone="info">{t(role.built_in ? 'builtInHint' : 'notYours')}</Notice>}
      {groups.map((group) => (
        <Card key={group.name} title={nameOf(group)}>
          <ul className={classes.permissions} aria-label={nameOf(group)}>
            {group.permissions.map((item) => (
              <Line key={item.name} permission={item} checked={held.includes(item.name)} disabled={!editable || busy} onChange={(on) => toggle(item.name, on)} />
            ))}
          </ul>
        </Card>
      ))}
      {problem && <Failure problem={problem} />}
      {editable && (
        <div className={classes.foot}>
          <Button onClick={() => (setChosen(null), setProblem(null))} disabled={chosen === null || busy}>
            {t('undo')}
          </Button>
          <Button variant="primary" onClick={() => void save()} disabled={chosen === null} loading={busy}>
            {t('save')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Failure({ problem }: { problem: ApiProblem }) {
  const { title, text } = useProblemText(problem);
  return (
    <Notice tone="danger" title={title}>
      {text}
    </Notice>
  );
}
