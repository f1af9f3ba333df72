import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { categoriesApi } from '@/api/catalogue';
import type { RuleOut } from '@/api/generated/model';
import { formatMoney } from '@/shared/lib/format';
import { isDocumentKind, type DocumentKind } from './kinds';

/** A rule in plain words: when it holds, and whom each level asks. */
export function useSentence(rule: RuleOut): { when: string; levels: string[] } {
  const { t } = useTranslation('approval-rules');
  const category = useQuery({ queryKey: ['categories', 'detail', rule.category_id], queryFn: ({ signal }) => categoriesApi.get(rule.category_id!, signal), enabled: rule.category_id !== null });
  const kind: DocumentKind = isDocumentKind(rule.kind) ? rule.kind : 'transfer';
  const parts = [
    rule.origin && t('when.origin', { place: rule.origin.name }),
    rule.destination && t('when.destination', { place: rule.destination.name }),
    rule.category_id !== null && t('when.category', { category: category.data?.full_name ?? '…' }),
    rule.minimum_value && t('when.value', { value: formatMoney(rule.minimum_value) }),
  ].filter((part): part is string => Boolean(part));
  const names = (people: { name: string }[]) => people.map((one) => one.name).join(', ');
  return {
    when: parts.length > 0 ? t(`when.some.${kind}`, { conditions: parts.join('; ') }) : t(`when.all.${kind}`),
    levels: rule.levels.map((level) => {
      const where = level.place === 'place' ? t('level.place', { place: level.location?.name ?? '' }) : t(`level.${level.place}`);
      const named = level.approvers.length === 0 ? t('asks.anybody', { where }) : t('asks.named', { where, names: names(level.approvers) });
      const substitutes = level.substitutes.length > 0 ? t('asks.substitutes', { names: names(level.substitutes) }) : '';
      const deadline = level.deadline_hours ? t('asks.deadline', { count: level.deadline_hours }) : '';
      return [named, substitutes, deadline].filter(Boolean).join(' ');
    }),
  };
}
