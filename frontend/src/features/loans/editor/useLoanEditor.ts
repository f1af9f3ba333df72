import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { LoanOut } from '@/api/generated/model';
import { loansApi } from '@/api/loans';
import type { Id } from '@/api/types';
import { MOST_CHOSEN, type ChosenAsset } from '@/entities/asset';
import { focusFirstWrong, useResourceForm, type FormSection, type ResourceForm } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { loanHref } from '../href';
import { bodyOf, firstWishes, isComplete, type Wanted } from '../LoanFields';
import { useMovedOn } from '../queries';

/** What is typed: the assets in the order in which they were read, the newest first, and what goes with them. */
export interface Draft {
  assets: ChosenAsset[];
  accessories: Record<Id, string>;
  wanted: Wanted;
}

const own = (name: string) => ({ name, label: 'loans:action', kind: 'custom' as const });
/** What is kept, and what the server may find something wrong with. */
const SECTIONS: FormSection[] = [{ id: 'loan', fields: ['assets', 'accessories', 'wanted', 'items', 'borrower_id', 'signer_id', 'start_date', 'due_date', 'purpose', 'conditions'].map(own) }];

export interface LoanEditor {
  form: ResourceForm;
  draft: Draft;
  /** Say what is missing. */
  strict: boolean;
  add: (asset: ChosenAsset) => void;
  remove: (ids: Id[]) => void;
  describe: (id: Id, accessories: string) => void;
  change: (wanted: Wanted) => void;
  /** What is wrong with one of the assets. */
  wrong: (id: Id) => string | null;
  save: () => Promise<void>;
}

/** A new loan that is written at the desk: what was typed outlives leaving, failing and signing in again. */
export function useLoanEditor(): LoanEditor {
  const { t } = useTranslation('loans');
  const navigate = useNavigate();
  const movedOn = useMovedOn();
  const [first] = useState<Draft>(() => ({ assets: [], accessories: {}, wanted: firstWishes() }));
  const [strict, setStrict] = useState(false);
  const [sent, setSent] = useState<Id[]>([]);
  const form = useResourceForm<LoanOut>({
    draftKey: 'loan:new',
    sections: SECTIONS,
    initial: { ...first },
    version: null,
    submit: ({ values, idempotencyKey }) => {
      const { assets, accessories, wanted } = values as unknown as Draft;
      const items = assets.map(({ id }) => ({ asset_id: id, accessories: accessories[id]?.trim() || null }));
      return loansApi.create(bodyOf(wanted, items), { idempotencyKey });
    },
    onSaved: (made) => {
      movedOn(made);
      toast({ tone: 'success', title: t(made.state === 'pending' ? 'done.asked' : 'done.reserved', { number: made.number }) });
      void navigate(loanHref(made.id));
    },
  });
  const draft = form.values as unknown as Draft;
  return {
    form,
    draft,
    strict,
    add: (asset) => {
      if (draft.assets.length < MOST_CHOSEN && !draft.assets.some(({ id }) => id === asset.id)) form.set('assets', [asset, ...draft.assets]);
    },
    remove: (removed) => form.set('assets', draft.assets.filter(({ id }) => !removed.includes(id))),
    describe: (id, text) => form.set('accessories', { ...draft.accessories, [id]: text }),
    change: (wanted) => form.set('wanted', wanted),
    wrong: (id) => form.errors[`items/${sent.indexOf(id)}/asset_id`] ?? null,
    save: async () => {
      setStrict(true);
      if (draft.assets.length === 0 || !isComplete(draft.wanted)) return focusFirstWrong();
      setSent(draft.assets.map(({ id }) => id));
      await form.save();
    },
  };
}
