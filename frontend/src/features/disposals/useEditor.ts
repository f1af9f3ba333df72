import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { disposalsApi } from '@/api/disposals';
import type { DisposalOut, DisposalRulesOut } from '@/api/generated/model';
import { newIdempotencyKey } from '@/api/http';
import { toProblem, type ApiProblem } from '@/api/problem';
import type { Id } from '@/api/types';
import { focusFirstWrong, useResourceForm, type ResourceForm } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { disposalHref, editorHref } from './definition';
import { bodyOf, draftOf, inOrder, missingToKeep, valuesOf, type Beginning, type Draft } from './draft';
import { sections } from './fields';
import { missingToAsk, picturedIn } from './missing';
import { useDisposalRules, useMovedOn } from './queries';

/** Under which what was refused waits for the editor of a draft that was just made. */
const refusedKey = (id: Id) => ['disposal-refused', id];

export interface Editor {
  form: ResourceForm;
  draft: Draft;
  set: <K extends keyof Draft>(name: K, value: Draft[K]) => void;
  /** What is wrong with a field, or with a part of a list by the place in what was sent. */
  wrong: (field: string) => string | null;
  /** What is wrong with one asset of the lot. */
  wrongItem: (id: Id, part: 'asset_id' | 'classification' | 'appraised_value' | 'note' | 'photo') => string | null;
  /** What the organisation wants said before anybody is asked, once it is known. */
  rules: DisposalRulesOut | undefined;
  /** What is wrong, and with no field. */
  general: ApiProblem | null;
  busy: 'keep' | 'ask' | null;
  /** Keeps the draft, and asks for it if told so. */
  save: (ask: boolean) => Promise<void>;
}

/** A draft that is written: what was typed outlives leaving and failing, and what is missing is said before anything is sent. */
export function useEditor(disposal: DisposalOut | null, beginning?: Beginning): Editor {
  const { t } = useTranslation('disposals');
  const navigate = useNavigate();
  const client = useQueryClient();
  const movedOn = useMovedOn();
  const { data: rules } = useDisposalRules();
  const [tried, setTried] = useState<'keep' | 'ask' | null>(null);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<ApiProblem | null>(() => (disposal && client.getQueryData<ApiProblem>(refusedKey(disposal.id))) ?? null);
  const [changed, setChanged] = useState(false); // since it was refused
  const [sent, setSent] = useState<Id[]>(() => inOrder(disposal?.lines ?? []).map((line) => line.asset_id));

  const ask = async (made: DisposalOut) => {
    setAsking(true);
    try {
      const asked = await disposalsApi.ask(made.id, made.version, { idempotencyKey: newIdempotencyKey() });
      toast({ tone: 'success', title: t('done.ask', { number: asked.number }) });
      movedOn(asked);
      void navigate(disposalHref(asked.id));
    } catch (error) {
      const problem = await toProblem(error);
      movedOn(made);
      if (disposal) return setRefused(problem);
      client.setQueryData(refusedKey(made.id), problem);
      void navigate(editorHref(made.id), { replace: true });
    } finally {
      setAsking(false);
    }
  };
  const form = useResourceForm<DisposalOut>({
    draftKey: disposal ? `disposal:${disposal.id}` : (beginning?.key ?? 'disposal:new'),
    sections,
    initial: beginning?.values ?? valuesOf(disposal),
    version: disposal?.version ?? null,
    submit: ({ values, version, idempotencyKey }) => {
      const body = bodyOf(draftOf(values));
      return disposal ? disposalsApi.edit(disposal.id, body, version) : disposalsApi.create(body, { idempotencyKey });
    },
    onSaved: (saved, asks) => {
      if (asks) return void ask(saved);
      movedOn(saved);
      toast({ tone: 'success', title: t('done.keep', { number: saved.number }) });
      void navigate(disposalHref(saved.id));
    },
    readCurrent: (current) => ({ values: valuesOf(current as unknown as DisposalOut), version: Number(current.version) }),
  });
  const draft = draftOf(form.values);
  const missingOf = (step: typeof tried) => (step === null ? {} : { ...missingToKeep(draft), ...(step === 'ask' && missingToAsk(draft, rules, picturedIn(disposal?.lines ?? []))) });
  const missing: Record<string, string> = missingOf(tried);
  const said: Record<string, string> = { ...(refused && pathsOf(refused)), ...form.errors };

  const save = async (asks: boolean) => {
    const step = asks ? 'ask' : 'keep';
    setTried(step);
    setRefused(null);
    setChanged(false);
    if (disposal) client.removeQueries({ queryKey: refusedKey(disposal.id) });
    if (Object.keys(missingOf(step)).length > 0) return focusFirstWrong();
    setSent(inOrder(draft.items).map((item) => item.asset_id));
    await form.save(asks);
  };
  const missed = (path: string) => (missing[path] ? t(missing[path], { count: rules?.commission_members }) : null);
  return {
    form,
    draft,
    set: (name, value) => {
      if (name === 'destination') form.setInvalid('police_report_date', null); // its field may go
      form.set(name, value);
      setChanged(true);
    },
    wrong: (field) => missed(field) ?? said[field] ?? null,
    wrongItem: (id, part) => missed(`items/${id}/${part}`) ?? said[`items/${sent.indexOf(id)}/${part}`] ?? null,
    rules,
    general: form.general ?? (changed ? null : refused),
    busy: asking || (form.busy && tried === 'ask') ? 'ask' : form.busy ? 'keep' : null,
    save,
  };
}

const pathsOf = (problem: ApiProblem): Record<string, string> => Object.fromEntries(Object.entries(problem.fieldErrors()).map(([pointer, message]) => [pointer.slice(1), message]));
