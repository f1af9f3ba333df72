import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { PickerOption, PickerSource } from './useOptions';

/** The open part of a tree as flat lines, loaded level by level. */
export function useTree(source: PickerSource, enabled: boolean) {
  const [open, setOpen] = useState<number[]>([]);
  const parents: (number | null)[] = [null, ...open];
  const levels = useQueries({
    queries: parents.map((parent) => ({
      queryKey: [source.key, 'picker-tree', parent],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.children!(parent, signal),
      enabled: enabled && source.children !== undefined,
      staleTime: 30_000,
    })),
  });
  const byParent = new Map(parents.map((parent, index) => [parent, levels[index]?.data]));
  const lines: PickerOption[] = [];
  const walk = (parent: number | null, depth: number) => {
    for (const option of byParent.get(parent) ?? []) {
      lines.push({ ...option, depth });
      if (open.includes(option.id)) walk(option.id, depth + 1);
    }
  };
  walk(null, 0);
  return {
    lines,
    pending: levels[0]?.isPending ?? false,
    failed: levels.some((level) => level.isError),
    isOpen: (id: number) => open.includes(id),
    toggle: (id: number, on?: boolean) => setOpen((before) => ((on ?? !before.includes(id)) ? [...new Set([...before, id])] : before.filter((item) => item !== id))),
  };
}
