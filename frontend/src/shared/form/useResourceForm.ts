import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newIdempotencyKey } from '@/api/http';
import type { ApiProblem} from '@/api/problem';
import { toProblem } from '@/api/problem';
import { useStore } from '../store/store';
import { changedValues, mergeVersions, same, type Merge } from './merge';
import { fieldsOf, type FormSection, type Values } from './types';

/** What a save is given. PATCH sends `changed`, POST sends `values`. */
export interface SubmitInput {
  values: Values;
  changed: Values;
  /** For If-Match; null when something new is made. */
  version: number | null;
  /** The same for every attempt at the same act. */
  idempotencyKey: string;
}

export interface ResourceFormOptions<Saved> {
  /** Name of the draft: "asset:12", "asset:new". What is typed survives leaving, failing and signing in again. */
  draftKey: string;
  sections: FormSection[];
  /** The resource as loaded (or the defaults of a new one). */
  initial: Values;
  version: number | null;
  submit: (input: SubmitInput) => Promise<Saved>;
  onSaved: (saved: Saved, another: boolean) => void;
  /** Turns the `current` of a 412 into values of this form; by default it is taken as it is. */
  readCurrent?: (current: Record<string, unknown>) => { values: Values; version: number };
}

export interface ResourceForm {
  values: Values;
  /** By name of the field and, within lists, by the way to it ("items/3/note"). */
  errors: Record<string, string>;
  /** Messages that belong to no field. */
  general: ApiProblem | null;
  busy: boolean;
  dirty: boolean;
  /** True when what is shown was typed before and never saved. */
  fromDraft: boolean;
  conflict: Merge | null;
  set: (name: string, value: unknown) => void;
  setInvalid: (name: string, message: string | null) => void;
  save: (another?: boolean) => Promise<void>;
  /** After a 412: save with what was chosen in each field. */
  resolve: (choices: Values) => Promise<void>;
  takeTheirs: () => void;
  cancelConflict: () => void;
  discard: () => void;
}

interface Basis {
  values: Values;
  version: number | null;
}

/** The state of a form whose values are drafts in the global store, so that nothing typed is ever lost. */
export function useResourceForm<Saved>(options: ResourceFormOptions<Saved>): ResourceForm {
  const { draftKey, sections, submit, onSaved } = options;
  const { t } = useTranslation('shared');
  const fields = fieldsOf(sections);
  const draft = useStore((state) => state.drafts[draftKey]);
  const saveDraft = useStore((state) => state.saveDraft);
  const dropDraft = useStore((state) => state.dropDraft);
  const [fromDraft, setFromDraft] = useState(draft !== undefined);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [invalid, setInvalidMap] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<{ merge: Merge; theirs: Basis } | null>(null);
  const another = useRef(false);

  const basis: Basis = draft ? { values: draft.base, version: draft.version } : { values: options.initial, version: options.version };
  const values = draft ? draft.values : options.initial;
  const dirty = draft !== undefined && fields.some((field) => !same(basis.values[field.name], values[field.name]));
  useLeaveWarning(dirty);

  const write = (next: Values, base: Basis, attempt = { idempotencyKey: draft?.idempotencyKey ?? '', attempted: draft?.attempted ?? null }) =>
    saveDraft(draftKey, { values: next, base: base.values, version: base.version, ...attempt });

  const set = (name: string, value: unknown) => {
    write({ ...values, [name]: value }, basis);
    if (errors[name]) setErrors(without(errors, name));
    setGeneral(null); // it spoke of what was there
  };
  const setInvalid = (name: string, message: string | null) => setInvalidMap((before) => (message ? { ...before, [name]: message } : without(before, name)));

  const check = (): Record<string, string> => {
    const found: Record<string, string> = { ...invalid };
    for (const field of fields) {
      const value = values[field.name];
      const empty = value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
      if (field.required && empty) found[field.name] ??= t('form.required');
      if (field.maxLength && typeof value === 'string' && value.length > field.maxLength) found[field.name] ??= t('form.tooLong', { max: field.maxLength });
    }
    return found;
  };

  const send = async (next: Values, base: Basis) => {
    const body = JSON.stringify(next);
    const key = draft?.attempted === body ? draft.idempotencyKey : newIdempotencyKey();
    write(next, base, { idempotencyKey: key, attempted: body });
    setBusy(true);
    setErrors({});
    setGeneral(null);
    try {
      const saved = await submit({ values: next, changed: changedValues(fields, base.values, next), version: base.version, idempotencyKey: key });
      dropDraft(draftKey);
      setFromDraft(false);
      setConflict(null);
      onSaved(saved, another.current);
    } catch (thrown) {
      fail(await toProblem(thrown), next, base);
    } finally {
      setBusy(false);
    }
  };

  const fail = (problem: ApiProblem, next: Values, base: Basis) => {
    if (problem.status === 412 && problem.current !== null && typeof problem.current === 'object') {
      const current = problem.current as Record<string, unknown>;
      const theirs = options.readCurrent?.(current) ?? { values: current, version: Number(current.version) };
      setConflict({ merge: mergeVersions(fields, base.values, next, theirs.values), theirs });
      return;
    }
    setConflict(null);
    if (!problem.isUnreachable) write(next, base, { idempotencyKey: '', attempted: null });
    const { own, rest } = splitErrors(problem, fields.map((field) => field.name));
    setErrors(own);
    setGeneral(Object.keys(own).length > 0 && !rest ? null : problem);
  };

  return {
    values,
    errors: { ...errors, ...invalid },
    general,
    busy,
    dirty,
    fromDraft: fromDraft && dirty,
    conflict: conflict?.merge ?? null,
    set,
    setInvalid,
    save: async (more = false) => {
      another.current = more;
      const found = check();
      setErrors(found);
      if (Object.keys(found).length > 0) return focusFirst(Object.keys(found));
      await send(values, basis);
    },
    resolve: async (choices) => {
      if (!conflict) return;
      await send({ ...conflict.merge.merged, ...choices }, conflict.theirs);
    },
    takeTheirs: () => {
      if (conflict) write(conflict.theirs.values, conflict.theirs);
      setConflict(null);
    },
    cancelConflict: () => setConflict(null),
    discard: () => {
      dropDraft(draftKey);
      setFromDraft(false);
      setErrors({});
      setInvalidMap({});
      setGeneral(null);
    },
  };
}

/** Problems at "/name" (or below it) go beside the field; `rest` says whether the whole must be told too. */
function splitErrors(problem: ApiProblem, names: string[]): { own: Record<string, string>; rest: boolean } {
  const own: Record<string, string> = {};
  let rest = false;
  for (const [pointer, message] of Object.entries(problem.fieldErrors())) {
    const path = pointer.replace(/^\//, '');
    const name = path.split('/')[0] ?? '';
    if (!names.includes(name) || path !== name) rest = true; // a part of a long list may be out of sight
    if (names.includes(name)) for (const key of [name, path]) own[key] ??= message;
  }
  if (Object.keys(own).length > 0) focusFirst(Object.keys(own));
  return { own, rest };
}

/** Bring the first field in trouble under the eyes and the fingers. */
function focusFirst(names: string[]): void {
  requestAnimationFrame(() => {
    const find = (root: ParentNode) => names.map((name) => root.querySelector<HTMLElement>(`[data-field="${name}"] :is(input, textarea, button)`)).filter((item) => item !== null);
    const inDialog = [...document.querySelectorAll('[role=dialog]')].flatMap(find); // its fields may have the names of the page's
    const elements = inDialog.length > 0 ? inDialog : find(document);
    elements.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    elements[0]?.focus();
  });
}

function without(map: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

/** Drafts live in memory: closing the window is the one way to lose them, so the browser asks. */
function useLeaveWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
}
