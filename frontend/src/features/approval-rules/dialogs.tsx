import { NumberInput, Select, Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulesApi } from '@/api/approvals';
import type { RuleIn, RuleLevelIn, RuleOut } from '@/api/generated/model';
import type { Id, Ref } from '@/api/types';
import { CategoryPicker } from '@/entities/category';
import { DecidersField } from '@/entities/decider';
import { LocationPicker } from '@/entities/location';
import { EntityTimeline } from '@/entities/trail';
import { ActDialog, type FieldErrors } from '@/shared/dialog';
import { AmountField, TextField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { Button, IconButton } from '@/shared/ui';
import { DOCUMENT_KINDS, isDocumentKind, type DocumentKind } from './kinds';
import classes from './rules.module.css';

type Place = RuleLevelIn['place'];
const PLACES: Place[] = ['destination', 'origin', 'place', 'organisation'];
const MOST_LEVELS = 5;

interface Level {
  place: Place;
  location: Id | null;
  approvers: Ref[];
  substitutes: Ref[];
  deadline: number | null;
}

interface Draft {
  name: string | null;
  kind: DocumentKind;
  origin: Id | null;
  destination: Id | null;
  category: Id | null;
  minimum: string | null;
  active: boolean;
  levels: Level[];
}

const FIRST: Level = { place: 'destination', location: null, approvers: [], substitutes: [], deadline: null };

const draftOf = (rule: RuleOut | null): Draft => ({
  name: rule?.name ?? null,
  kind: rule && isDocumentKind(rule.kind) ? rule.kind : 'transfer',
  origin: rule?.origin?.id ?? null,
  destination: rule?.destination?.id ?? null,
  category: rule?.category_id ?? null,
  minimum: rule?.minimum_value ?? null,
  active: rule?.is_active ?? true,
  levels: rule?.levels.map((level) => ({ place: level.place, location: level.location?.id ?? null, approvers: level.approvers, substitutes: level.substitutes, deadline: level.deadline_hours })) ?? [FIRST],
});

const bodyOf = (draft: Draft): RuleIn => ({
  name: draft.name ?? '',
  kind: draft.kind,
  origin_id: draft.origin,
  destination_id: draft.kind === 'transfer' ? draft.destination : null,
  category_id: draft.category,
  minimum_value: draft.minimum,
  is_active: draft.active,
  levels: draft.levels.map((level) => ({
    place: level.place,
    location_id: level.place === 'place' ? level.location : null,
    approver_ids: level.approvers.map((one) => one.id),
    substitute_ids: level.substitutes.map((one) => one.id),
    deadline_hours: level.deadline,
  })),
});

const placesOf = (kind: DocumentKind): Place[] => (kind === 'transfer' ? PLACES : PLACES.filter((place) => place !== 'destination'));

/** The draft for another kind of document: what asked at the destination asks at the origin where there is none. */
const ofKind = (draft: Draft, kind: DocumentKind): Partial<Draft> => ({
  kind,
  levels: draft.levels.map((level) => (placesOf(kind).includes(level.place) ? level : { ...level, place: 'origin' })),
});

/** A rule: when it holds, and whom it asks one after the other. */
export function RuleDialog({ rule, onClose }: { rule: RuleOut | null; onClose: () => void }) {
  const { t } = useTranslation('approval-rules');
  const client = useQueryClient();
  const [shown, setShown] = useState(rule);
  const [draft, setDraft] = useState(() => draftOf(rule));
  const [strict, setStrict] = useState(false);
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const placeless = draft.levels.some((level) => level.place === 'place' && level.location === null);
  const submit = async (keyFor: (body: unknown) => string) => {
    setStrict(true);
    if (!draft.name?.trim() || placeless) return;
    const body = bodyOf(draft);
    await (shown ? rulesApi.edit(shown.id, body, shown.version) : rulesApi.create(body, { idempotencyKey: keyFor(body) }));
    await client.invalidateQueries({ queryKey: ['approval-rules'] });
    toast({ tone: 'success', title: t('saved', { name: draft.name }) });
    onClose();
  };
  return (
    <ActDialog title={t(rule ? 'editTitle' : 'new')} submitLabel={t('save')} size={640} onClose={onClose} onSubmit={submit} onStale={(current) => setShown(current as RuleOut)}>
      {(errors) => (
        <>
          <TextField label={t('name')} required maxLength={120} value={draft.name} onChange={(name) => change({ name })} error={errors.name ?? (strict && !draft.name?.trim() ? t('nameMissing') : null)} />
          <Select label={t('document')} data={DOCUMENT_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} value={draft.kind} allowDeselect={false} onChange={(value) => change(ofKind(draft, value as DocumentKind))} error={errors.kind} />
          <p className="t2">{t('conditions')}</p>
          <LocationPicker label={t('origin')} value={draft.origin} onChange={(origin) => change({ origin })} error={errors.origin_id} />
          {draft.kind === 'transfer' && <LocationPicker label={t('destination')} value={draft.destination} onChange={(destination) => change({ destination })} error={errors.destination_id} />}
          <CategoryPicker label={t('category')} value={draft.category} onChange={(category) => change({ category })} error={errors.category_id} />
          <AmountField label={t('minimum')} value={draft.minimum} onChange={(minimum) => change({ minimum })} error={errors.minimum_value} />
          <Levels places={placesOf(draft.kind)} levels={draft.levels} onChange={(levels) => change({ levels })} strict={strict} errors={errors} />
          <Switch label={t('active')} checked={draft.active} onChange={(event) => change({ active: event.currentTarget.checked })} />
        </>
      )}
    </ActDialog>
  );
}

interface LevelsProps {
  places: Place[];
  levels: Level[];
  onChange: (levels: Level[]) => void;
  strict: boolean;
  errors: FieldErrors;
}

function Levels({ places, levels, onChange, strict, errors }: LevelsProps) {
  const { t } = useTranslation('approval-rules');
  const put = (index: number, patch: Partial<Level>) => onChange(levels.map((level, at) => (at === index ? { ...level, ...patch } : level)));
  return (
    <section className={classes.levels}>
      <h3>{t('levels')}</h3>
      {levels.length === 0 && <p className="t2">{t('nobody')}</p>}
      {levels.map((level, index) => (
        <fieldset key={index}>
          <legend>{t('levelNumber', { number: index + 1 })}</legend>
          <Select label={t('asksAt')} data={places.map((value) => ({ value, label: t(`choice.${value}`) }))} value={level.place} allowDeselect={false} onChange={(place) => put(index, { place: place as Place })} />
          {level.place === 'place' && <LocationPicker label={t('place')} required value={level.location} onChange={(location) => put(index, { location })} error={strict && level.location === null ? t('placeMissing') : null} />}
          <DecidersField label={t('approvers')} description={t('approversHint')} value={level.approvers} exclude={level.substitutes.map((one) => one.id)} errorOf={(at) => errors[`levels/${index}/approver_ids/${at}`]} onChange={(approvers) => put(index, { approvers, substitutes: approvers.length === 0 ? [] : level.substitutes })} />
          {level.approvers.length > 0 && <DecidersField label={t('substitutes')} value={level.substitutes} exclude={level.approvers.map((one) => one.id)} errorOf={(at) => errors[`levels/${index}/substitute_ids/${at}`]} onChange={(substitutes) => put(index, { substitutes })} />}
          <NumberInput label={t('deadline')} description={t('deadlineHint')} min={1} max={720} allowDecimal={false} allowNegative={false} value={level.deadline ?? ''} onChange={(hours) => put(index, { deadline: typeof hours === 'number' ? hours : null })} />
          <IconButton label={t('removeLevel', { number: index + 1 })} onClick={() => onChange(levels.filter((_, at) => at !== index))}>
            <IconTrash size={16} />
          </IconButton>
        </fieldset>
      ))}
      {errors.levels && <p className={classes.wrong}>{errors.levels}</p>}
      {levels.length < MOST_LEVELS && (
        <Button size="sm" icon={<IconPlus size={15} aria-hidden />} onClick={() => onChange([...levels, { ...FIRST, place: levels.length === 0 ? places[0]! : 'organisation' }])}>
          {t('addLevel')}
        </Button>
      )}
    </section>
  );
}

/** The rule goes; what was asked for keeps the levels that it got. */
export function DeleteDialog({ rule, onClose }: { rule: RuleOut; onClose: () => void }) {
  const { t } = useTranslation('approval-rules');
  const client = useQueryClient();
  const [shown, setShown] = useState(rule);
  const submit = async () => {
    await rulesApi.remove(shown.id, shown.version);
    await client.invalidateQueries({ queryKey: ['approval-rules'] });
    onClose();
  };
  return (
    <ActDialog title={t('removeTitle', { name: rule.name })} submitLabel={t('removeSubmit')} danger onClose={onClose} onSubmit={submit} onStale={(current) => setShown(current as RuleOut)}>
      <p className="t2">{t('removeText')}</p>
    </ActDialog>
  );
}

/** Who changed what of a rule and of its levels. */
export function HistoryDialog({ rule, onClose }: { rule: RuleOut; onClose: () => void }) {
  const { t } = useTranslation('approval-rules');
  return (
    <ActDialog title={t('history', { name: rule.name })} size={640} onClose={onClose}>
      <EntityTimeline entity="approval_rule" id={rule.id} />
    </ActDialog>
  );
}
