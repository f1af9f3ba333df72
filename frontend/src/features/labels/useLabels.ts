import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { assetsApi } from '@/api/assets';
import { labelsApi, type LabelField, type LabelOrder, type LabelSheet } from '@/api/labels';
import { toProblem, type ApiProblem } from '@/api/problem';
import type { AssetRow, Selection } from '@/api/types';
import { useRemembered } from '@/shared/lib/remembered';
import { batchCount, batchRange, batchSelection } from './batches';
import { nextFree, pagesFor } from './geometry';

/** What may stand on a label besides its code, which always does. */
export const FIELDS: LabelField[] = ['tag', 'name', 'location', 'organisation', 'patrimonio', 'serial_number'];
export const ORDERS: LabelOrder[] = ['tag', 'location', 'name'];

interface Remembered {
  sheet: string | null;
  fields: LabelField[];
  order: LabelOrder;
  /** Where the last print on a sheet ended: the first label that is still on it. */
  free: Record<string, number>;
}

const NOTHING: Remembered = { sheet: null, fields: ['tag', 'name', 'location', 'organisation'], order: 'tag', free: {} };

export interface Printed {
  url: string;
  name: string;
  labels: number;
  pages: number;
  test: boolean;
}

/** Every sheet that the server knows. */
export function useSheets() {
  return useQuery({ queryKey: ['label-sheets'], queryFn: ({ signal }) => labelsApi.sheets(signal), staleTime: Infinity });
}

/** The first asset that will be printed: its words fill the sample. */
export function useSampleAsset(selection: Selection | null, order: LabelOrder): AssetRow | undefined {
  const key = JSON.stringify(selection);
  const { data } = useQuery({
    queryKey: ['assets', 'label-sample', key, order],
    enabled: selection !== null,
    staleTime: 60_000,
    retry: false,
    queryFn: async ({ signal }): Promise<AssetRow | null> => {
      if (!selection) return null;
      if ('ids' in selection) return selection.ids[0] ? await assetsApi.get(selection.ids[0], signal) : null;
      const found = await assetsApi.list({ ...selection.filter, sort: order, page_size: 1 }, signal);
      return found.items[0] ?? null;
    },
  });
  return data ?? undefined;
}

interface Target {
  selection: Selection | null;
  count: number;
}

/** Sheet, fields, order and first label, remembered for the next time; and the PDF made with them. */
export function useLabels(sheets: LabelSheet[], { selection, count }: Target) {
  const [kept, keep] = useRemembered('labels', NOTHING);
  const sheet = useMemo(() => sheets.find(({ code }) => code === kept.sheet) ?? sheets.find(({ is_default }) => is_default) ?? sheets[0], [kept.sheet, sheets]);
  const [start, setStart] = useState(1);
  const [batch, setBatch] = useState(1);
  const [busy, setBusy] = useState<'print' | 'test' | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [printed, setPrinted] = useState<Printed | null>(null);
  const position = Math.min(start, sheet?.per_sheet ?? 1);
  const { from, to } = batchRange(Math.min(batch, batchCount(count)), count);
  const labels = Math.max(0, to - from + 1);

  useEffect(() => () => void (printed && URL.revokeObjectURL(printed.url)), [printed]);

  const forget = useCallback(() => {
    setPrinted(null);
    setProblem(null);
  }, []);
  const run = async (test: boolean) => {
    if (!sheet || (!test && !selection)) return;
    setBusy(test ? 'test' : 'print');
    forget();
    try {
      const chosen = test ? null : await batchSelection(selection!, count, batch, kept.order);
      const file = await labelsApi.print({ selection: chosen, sheet: sheet.code, start_position: position, fields: kept.fields, order: kept.order, test_page: test });
      const pages = test ? 1 : pagesFor(labels, sheet, position);
      setPrinted({ url: URL.createObjectURL(file.blob), name: file.name, labels: test ? 0 : labels, pages, test });
      if (!test && sheet.per_sheet > 1) keep({ ...kept, free: { ...kept.free, [sheet.code]: nextFree(labels, sheet, position) } });
    } catch (error) {
      setProblem(await toProblem(error));
    } finally {
      setBusy(null);
    }
  };
  return {
    sheet,
    start: position,
    /** Where the last print on this sheet ended, when that is not the beginning. */
    suggestion: sheet && sheet.per_sheet > 1 && (kept.free[sheet.code] ?? 1) > 1 && kept.free[sheet.code] !== position ? kept.free[sheet.code]! : null,
    fields: kept.fields,
    order: kept.order,
    batch,
    labels,
    busy,
    problem,
    printed,
    setSheet: (code: string) => {
      keep({ ...kept, sheet: code });
      setStart(1);
      forget();
    },
    setStart: (next: number) => {
      setStart(Math.max(1, Math.min(next, sheet?.per_sheet ?? 1)));
      forget();
    },
    toggleField: (field: LabelField, on: boolean) => {
      keep({ ...kept, fields: FIELDS.filter((known) => (known === field ? on : kept.fields.includes(known))) });
      forget();
    },
    setOrder: (order: LabelOrder) => {
      keep({ ...kept, order });
      forget();
    },
    setBatch: (next: number) => {
      setBatch(next);
      forget();
    },
    print: () => void run(false),
    testPage: () => void run(true),
  };
}

export type Labels = ReturnType<typeof useLabels>;
