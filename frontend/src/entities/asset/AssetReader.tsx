import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLatest } from '@/shared/hooks';
import { Scanner, type ReadCode } from '@/shared/scanner';
import { MOST_CHOSEN, type ChosenAsset } from './chosen';
import { lookUp } from './lookUp';

interface AssetReaderProps {
  /** Those that are on the list already. */
  picked: ChosenAsset[];
  onPick: (asset: ChosenAsset) => void;
  /** What is wrong with the list as a whole. */
  error?: string | null;
}

/** Reads codes into the list of a document; what is there already, unknown or not clear is said and changes nothing. */
export function AssetReader({ picked, onPick, error }: AssetReaderProps) {
  const { t } = useTranslation('entities');
  const latest = useLatest({ picked, onPick });
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const find = useCallback(
    async (code: string): ReturnType<ReadCode<ChosenAsset>> => {
      const matches = await lookUp(code);
      const [one] = matches;
      if (!one) return { verdict: { tone: 'danger', title: t('asset.reader.unknown') } };
      if (matches.length > 1) return { verdict: { tone: 'warning', title: t('asset.reader.several') } };
      const { picked: before, onPick: pick } = latest.current;
      if (before.some((asset) => asset.id === one.id)) return { verdict: { tone: 'neutral', title: t('asset.reader.again'), plate: one.tag, text: one.name } };
      if (before.length >= MOST_CHOSEN) return { verdict: { tone: 'warning', title: t('asset.reader.full', { most: MOST_CHOSEN }) } };
      pick({ id: one.id, tag: one.tag, name: one.name });
      return { verdict: { tone: 'success', title: t('asset.reader.added'), plate: one.tag, text: one.name } };
    },
    [t, latest],
  );
  /** One after the other: codes that come at once would each write a list that lacks the others. */
  const read: ReadCode<ChosenAsset> = useCallback(
    (code) => {
      const answer = queue.current.then(() => find(code));
      queue.current = answer.catch(() => undefined);
      return answer;
    },
    [find],
  );
  return <Scanner<ChosenAsset> label={t('asset.reader.code')} hint={t('asset.reader.codeHint')} error={error} read={read} />;
}
