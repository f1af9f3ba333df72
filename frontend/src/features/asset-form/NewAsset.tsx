import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ToAssets, useAsset } from '@/entities/asset';
import { usePageTitle } from '@/shared/hooks';
import type { Values } from '@/shared/form';
import { ErrorState, Plate, SkeletonRows } from '@/shared/ui';
import { AssetForm } from './AssetForm';
import { FormScene } from './FormScene';
import { copyOf, EMPTY, nextAfter } from './sections';
import classes from './asset-form.module.css';

/** Register an asset; with `copyId` it begins as a copy of that one. */
export function NewAsset({ copyId }: { copyId: number | null }) {
  return copyId === null ? <Blank /> : <Copy id={copyId} />;
}

function useTexts() {
  const { t } = useTranslation('asset-form');
  usePageTitle(t('newTitle'));
  return { t, steps: [{ label: t('list'), to: '/ativos' }, { label: t('newTitle') }] };
}

function Blank() {
  const { t, steps } = useTexts();
  return (
    <FormScene steps={steps} title={t('newTitle')}>
      <Rounds draftKey="asset:new" first={EMPTY} />
    </FormScene>
  );
}

function Copy({ id }: { id: number }) {
  const { t, steps } = useTexts();
  const { data, error, isError, refetch, isFetching } = useAsset(id);
  if (isError && !data) return <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} elsewhere={<ToAssets />} />;
  if (!data) return <SkeletonRows rows={12} />;
  return (
    <FormScene
      steps={steps}
      title={t('newTitle')}
      aside={
        <span className={classes.copy}>
          {t('copyOf')} <Plate code={data.tag} /> {data.name}
        </span>
      }
    >
      <Rounds draftKey={`asset:copy:${id}`} first={copyOf(data)} />
    </FormScene>
  );
}

/** One form after the other: each "add another" begins with what stays the same. */
function Rounds({ draftKey, first }: { draftKey: string; first: Values }) {
  const [round, setRound] = useState({ number: 0, initial: first });
  const again = (saved: Values) => {
    setRound({ number: round.number + 1, initial: nextAfter(saved) });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-field="name"] input')?.focus());
  };
  return <AssetForm key={round.number} draftKey={draftKey} initial={round.initial} onAnother={again} />;
}
