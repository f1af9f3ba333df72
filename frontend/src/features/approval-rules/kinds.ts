/** The kinds of documents that rules speak of. Only a transfer goes to a place of ours, so nothing else asks at a destination. */
export const DOCUMENT_KINDS = ['transfer', 'loan', 'disposal'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const isDocumentKind = (value: string): value is DocumentKind => (DOCUMENT_KINDS as readonly string[]).includes(value);
