import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterQuery } from '@/api/types';
import { usePermission } from '../store/store';
import { toast } from '../toast/toast';
import type { ListExport } from './types';

type Format = ListExport['formats'][number];

/** Exactly what is filtered, in the order shown, as a file; no formats for who may not. */
export function useExport(definition: ListExport | undefined, query: FilterQuery): { formats: Format[]; busy: boolean; run: (format: Format) => Promise<void> } {
  const { t } = useTranslation('shared');
  const [busy, setBusy] = useState(false);
  const allowed = usePermission(definition?.permission);
  const run = async (format: Format) => {
    if (!definition) return;
    setBusy(true);
    try {
      const { page: _page, page_size: _size, ...rest } = query;
      await definition.run(format, rest);
      toast({ tone: 'success', title: t('list.exported') });
    } catch (error) {
      toast({ tone: 'danger', title: t('list.exportFailed'), text: error instanceof Error ? error.message : undefined });
    } finally {
      setBusy(false);
    }
  };
  return { formats: allowed ? (definition?.formats ?? []) : [], busy, run };
}
