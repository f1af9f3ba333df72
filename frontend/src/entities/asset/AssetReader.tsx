import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Scanner, type ReadCode } from '@/shared/scanner';
import { MOST_CHOSEN, type ChosenAsset } from './chosen';
import { lookUp } from './lookUp';

interface AssetReaderProps {
  /** Those that are on the list already. */
  picked: ChosenAsset[];
  onPick: (asset: ChosenAsset) => void;
}

/** Reads codes into the list of a document; what is there already, unknown or not clear is said and changes nothing. */
export function AssetReader({ picked, onPick }: AssetReaderProps) {
  const { t } = useTranslation('entities');
  const read: ReadCode<ChosenAsset> = useCallback(
    async (code) => {
      const matches = await lookUp(code);
      const [one] = matches;
      if (!one) return { verdict: { tone: 'danger', title: t('asset.reader.unknown'), text: code } };
      if (matches.length > 1) return { verdict: { tone: 'warning', title: t('asset.reader.several'), text: code } };
      if (picked.some((asset) => asset.id === one.id)) return { verdict: { tone: 'neutral', title: t('asset.reader.again'), plate: one.tag, text: one.name } };
      if (picked.length >= MOST_CHOSEN) return { verdict: { tone: 'warning', title: t('asset.reader.full', { most: MOST_CHOSEN }) } };
      onPick({ id: one.id, tag: one.tag, name: one.name });
      return { verdict: { tone: 'success', title: t('asset.reader.added'), plate: one.tag, text: one.name } };
    },
    [t, picked, onPick],
  );
  return <Scanner<ChosenAsset> label={t('asset.reader.code')} hint={t('asset.reader.codeHint')} read={read} />;
}
