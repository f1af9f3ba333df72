import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { importsApi, type IssueSeverity } from '@/api/imports';
import type { Id } from '@/api/types';

export const importKeys = {
  all: ['imports'] as const,
  list: (page: number) => ['imports', 'list', page] as const,
  detail: (id: Id) => ['imports', 'detail', id] as const,
  issues: (id: Id, version: number, severity: IssueSeverity | null, page: number) => ['imports', 'issues', id, version, severity, page] as const,
};

export const LIST_SIZE = 10;
export const ISSUES_SIZE = 50;

/** Earlier imports, newest first. */
export function useImports(page: number) {
  return useQuery({ queryKey: importKeys.list(page), queryFn: ({ signal }) => importsApi.list({ page, page_size: LIST_SIZE }, signal), placeholderData: keepPreviousData });
}

/** One import with all that its wizard shows. */
export function useImport(id: Id) {
  return useQuery({ queryKey: importKeys.detail(id), queryFn: ({ signal }) => importsApi.get(id, signal) });
}

/** Findings of the last check; the version is in the key, so a new check shows new ones. */
export function useIssues(id: Id, version: number, severity: IssueSeverity | null, page: number) {
  return useQuery({
    queryKey: importKeys.issues(id, version, severity, page),
    queryFn: ({ signal }) => importsApi.issues(id, { severity: severity ?? undefined, page, page_size: ISSUES_SIZE }, signal),
    placeholderData: keepPreviousData,
  });
}
