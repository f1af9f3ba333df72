import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { assetsApi } from '@/api/assets';
import { ApiProblem } from '@/api/problem';
import type { CodeMatches } from '@/api/types';
import type { ReadCode } from '@/shared/scanner';

export type Matches = CodeMatches['matches'];

/** The assets that a code names exactly; none is an answer, not a failure. */
export async function lookUp(code: string, signal?: AbortSignal): Promise<Matches> {
  try {
    return (await assetsApi.byCode(code, signal)).matches;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return [];
    throw error;
  }
}

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
