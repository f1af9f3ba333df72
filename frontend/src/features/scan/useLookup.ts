import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { lookUp, type Matches } from '@/entities/asset';
import type { ReadCode } from '@/shared/scanner';

/** What a code that was read means when one looks for assets. */
export function useLookup(): ReadCode<Matches> {
  const { t } = useTranslation('scan');
  return useCallback(
    async (code, { before }) => {
      const matches = await lookUp(code);
      const one = matches.length === 1 ? matches[0]! : null;
      if (one && before?.data?.length) {
        return { data: matches, verdict: { tone: 'neutral', title: t('verdict.again'), plate: one.tag, text: one.name, to: `/ativos/${one.id}` } };
      }
      if (one) return { data: matches, verdict: { tone: 'success', title: t('verdict.found'), plate: one.tag, text: one.name, to: `/ativos/${one.id}` } };
      if (matches.length > 1) return { data: matches, verdict: { tone: 'warning', title: t('verdict.several', { count: matches.length }), text: t('verdict.severalText') } };
      return { data: [], verdict: { tone: 'danger', title: t('verdict.unknown'), text: t('verdict.unknownText') } };
    },
    [t],
  );
}
