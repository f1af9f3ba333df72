import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { importsApi, type ImportColumn, type ImportOut, type MappingIn } from '@/api/imports';
import { toProblem, type ApiProblem } from '@/api/problem';
import { choose, draftOf, draftStore, missingFields, sameDraft, toMapping, type MappingDraft } from './mapping';
import { importKeys } from './queries';

/** The choices of the columns step: kept for a reload, sent when the check begins. */
export function useColumns(item: ImportOut) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<MappingDraft>(() => draftStore.load(item) ?? draftOf(item));
  const [displaced, setDisplaced] = useState<{ column: ImportColumn; field: string } | null>(null);
  const [busy, setBusy] = useState<'check' | 'read' | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const dirty = !sameDraft(draft, draftOf(item));

  const change = (next: MappingDraft) => {
    setDraft(next);
    setProblem(null);
    draftStore.save(item, next);
  };
  const adopt = (next: ImportOut) => {
    draftStore.drop(item.id);
    client.setQueryData(importKeys.detail(item.id), next);
    void client.invalidateQueries({ queryKey: ['imports', 'list'] });
  };
  const act = async (kind: 'check' | 'read', work: () => Promise<void>): Promise<boolean> => {
    setBusy(kind);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(await toProblem(error));
      return false;
    } finally {
      setBusy(null);
    }
  };
  return {
    draft,
    dirty,
    busy,
    problem,
    displaced,
    missing: missingFields(item.fields, draft),
    /** Messages of the last attempt by column. */
    errors: columnErrors(item, draft, problem),
    setField: (column: ImportColumn, field: string | null) => {
      const result = choose(item, draft, column, field);
      change(result.draft);
      setDisplaced(result.displaced && field ? { column: result.displaced, field } : null);
    },
    setFormat: (column: ImportColumn, format: string | null) => change({ ...draft, columns: { ...draft.columns, [column.index]: { field: draft.columns[column.index]?.field ?? null, format } } }),
    setSkipRows: (rows: number[]) => change({ ...draft, skip_rows: rows }),
    setHeaderRow: (row: number | null) => change({ ...draft, header_row: row }),
    reset: () => {
      draftStore.drop(item.id);
      setDisplaced(null);
      setProblem(null);
      setDraft(draftOf(item));
    },
    /** Have the server propose anew for another sheet or row of headings. */
    reread: (where: Pick<MappingIn, 'sheet' | 'header_row'>) => act('read', async () => adopt(await importsApi.map(item.id, where, item.version))),
    /** Send what was chosen and begin the check. */
    check: () =>
      act('check', async () => {
        if (dirty) adopt(await importsApi.map(item.id, toMapping(item, draft), item.version));
        adopt(await importsApi.check(item.id));
      }),
  };
}

export type Columns = ReturnType<typeof useColumns>;

/** `/columns/3/field` counts the columns that were sent; here they are told by their own number. */
function columnErrors(item: ImportOut, draft: MappingDraft, problem: ApiProblem | null): Record<number, string> {
  const sent = toMapping(item, draft).columns ?? [];
  const result: Record<number, string> = {};
  for (const [pointer, message] of Object.entries(problem?.fieldErrors() ?? {})) {
    const at = /^\/columns\/(\d+)/.exec(pointer);
    const column = at ? sent[Number(at[1])]?.column : undefined;
    if (column !== undefined) result[column] ??= message;
  }
  return result;
}
