import type { Id } from '@/api/types';

const PAGES: Record<string, string> = { transfer: '/transferencias', loan: '/emprestimos', loan_extension: '/emprestimos', disposal: '/baixas' };

/** The page of what an approval or a term is about, by its kind; none for a kind without pages. */
export const documentHref = (kind: string, id: Id): string | undefined => (PAGES[kind] === undefined ? undefined : `${PAGES[kind]}/${id}`);
