/** The kinds of documents that rules speak of. A loan goes to no place, so nothing of it asks at a destination. */
export const DOCUMENT_KINDS = ['transfer', 'loan'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const isDocumentKind = (value: string): value is DocumentKind => (DOCUMENT_KINDS as readonly string[]).includes(value);
