import { Radio } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { MERGE_FIELDS, peopleApi, type MergeField, type MergePreview } from '@/api/catalogue';
import type { PersonOut } from '@/api/types';
import { PersonPicker } from '@/entities/person';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { DASH } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { Notice, SkeletonRows } from '@/shared/ui';
import { personHref } from './parts';
import classes from './people.module.css';

type Choices = Partial<Record<MergeField, number>>;

const LABELS: Record<MergeField, string> = { name: 'field.name', registration: 'field.registration', email: 'field.email', location_id: 'field.location' };
const shown = (person: PersonOut, field: MergeField): string => (field === 'location_id' ? person.location?.full_name : person[field]) ?? '';

/** Fields that both records fill, differently: somebody must say which is right. */
const inDispute = (one: PersonOut, other: PersonOut) => MERGE_FIELDS.filter((field) => shown(one, field) && shown(other, field) && shown(one, field) !== shown(other, field));

/** Join two records of one person: who stays, which of the differing fields are right, and what goes over. */
export default function MergeDialog({ item, onClose }: DetailActionProps<PersonOut>) {
  const { t } = useTranslation('people');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [other, setOther] = useState<number | null>(null);
  const [stays, setStays] = useState(item.id);
  const [chosen, setChosen] = useState<Choices>({});
  const [missing, setMissing] = useState(false);
  const staying = other !== null && stays === other ? other : item.id;
  const leaving = staying === item.id ? other : item.id;
  const preview = useQuery({
    queryKey: ['people', 'merge', leaving, staying],
    queryFn: ({ signal }) => peopleApi.previewMerge(leaving!, staying, signal),
    enabled: leaving !== null,
    placeholderData: (before) => (before && [before.leaving.id, before.staying.id].every((id) => id === leaving || id === staying) ? before : undefined),
  });
  const plan = preview.data;
  const submit = async (keyFor: (body: unknown) => string) => {
    if (!plan) return setMissing(other === null);
    const take = inDispute(plan.leaving, plan.staying).filter((field) => chosen[field] === plan.leaving.id);
    const body = { into_id: plan.staying.id, into_version: plan.staying.version, take };
    const person = await peopleApi.merge(plan.leaving.id, body, plan.leaving.version, { idempotencyKey: keyFor(body) });
    for (const key of ['people', 'assets', 'users', 'trail']) void client.invalidateQueries({ queryKey: [key] });
    toast({ tone: 'success', title: t('merge.done', { name: person.name }) });
    onClose();
    void navigate(personHref(person));
  };
  return (
    <ActDialog
      danger
      size={640}
      title={t('merge.title', { name: item.name })}
      submitLabel={plan && plan.obstacles.length > 0 ? undefined : t('merge.submit')}
      onClose={onClose}
      onSubmit={submit}
      onStale={() => void preview.refetch()}
    >
      <p>{t('merge.text')}</p>
      <PersonPicker label={t('merge.other')} required value={other} exclude={[item.id]} error={missing ? t('merge.missing') : null} onChange={(id) => (setOther(id), setStays(item.id), setChosen({}), setMissing(false))} />
      {leaving !== null && !plan && <SkeletonRows rows={5} />}
      {plan && <Comparison plan={plan} first={item.id} onStays={setStays} chosen={chosen} onChoose={(field, id) => setChosen({ ...chosen, [field]: id })} />}
      {plan && <Outcome plan={plan} />}
    </ActDialog>
  );
}

interface ComparisonProps {
  plan: MergePreview;
  /** Whose page this is: stands at the left, whoever stays. */
  first: number;
  onStays: (id: number) => void;
  chosen: Choices;
  onChoose: (field: MergeField, id: number) => void;
}

/** Both records side by side. */
function Comparison({ plan, first, onStays, chosen, onChoose }: ComparisonProps) {
  const { t } = useTranslation('people');
  const pair = plan.staying.id === first ? [plan.staying, plan.leaving] : [plan.leaving, plan.staying];
  const disputed = inDispute(plan.leaving, plan.staying);
  return (
    <table className={classes.merge}>
      <thead>
        <tr>
          <td />
          {pair.map((person) => (
            <th key={person.id} scope="col">
              <Radio name="stays" label={t('merge.stays')} aria-label={t('merge.staysNamed', { name: person.name, registration: person.registration ?? '' })} checked={person.id === plan.staying.id} onChange={() => onStays(person.id)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {MERGE_FIELDS.map((field) => (
          <tr key={field}>
            <th scope="row">{t(LABELS[field])}</th>
            {pair.map((person) => (
              <td key={person.id}>
                {disputed.includes(field) ? (
                  <Radio name={`merge-${field}`} label={shown(person, field)} checked={(chosen[field] ?? plan.staying.id) === person.id} onChange={() => onChoose(field, person.id)} />
                ) : (
                  <span className={shown(person, field) ? undefined : 't3'}>{shown(person, field) || DASH}</span>
                )}
              </td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">{t('field.cpf')}</th>
          {pair.map((person) => (
            <td key={person.id} className="mono">
              {person.cpf_masked ?? DASH}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** What is in the way, or what will happen. */
function Outcome({ plan }: { plan: MergePreview }) {
  const { t } = useTranslation('people');
  if (plan.obstacles.length > 0) {
    return plan.obstacles.map((obstacle) => (
      <Notice key={obstacle.code} tone="danger" title={obstacle.title}>
        {obstacle.detail}
      </Notice>
    ));
  }
  return (
    <Notice tone="info" title={t('merge.moves', { count: plan.assets })}>
      <span>{plan.users > 0 ? t('merge.movesUser', { name: plan.staying.name }) : t('merge.keeps')}</span>
    </Notice>
  );
}
