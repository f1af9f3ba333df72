import { download } from './download';
import type { LinkedTermOut, PageTermRow, TemplateOut, TemplatesOut, TermOut, VerifiedTermOut } from './generated/model';
import { call, http, ifMatch } from './http';
import { idempotent, type WriteOptions } from './resources';
import type { FilterQuery, Id } from './types';

/** Calls of terms; their wire types are the generated ones. */

/** Strokes of points in a field of 1000 by 400. */
export type Strokes = [number, number][][];

export interface Said {
  decision: 'sign' | 'refuse';
  strokes: Strokes;
  note?: string | null;
}

const ROOT = '/movimentacoes/termos';
const UPLOAD_TIMEOUT_MS = 120_000;

const act = (url: string, version: number, body: unknown, options?: WriteOptions) => call<TermOut>({ method: 'post', url, data: body, headers: { ...ifMatch(version), ...idempotent(options) } });

/** For whoever came by a link or holds the paper: no session, and no stored answer. */
const visit = <T>(path: string, body: unknown) => call<T>({ method: 'post', url: `${ROOT}/${path}`, data: body, skipAuth: true });

export const termsApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<PageTermRow>({ method: 'get', url: ROOT, params: query, signal }),
  get: (id: Id, signal?: AbortSignal) => call<TermOut>({ method: 'get', url: `${ROOT}/${id}`, signal }),
  decide: (id: Id, body: Said, version: number, options?: WriteOptions) => act(`${ROOT}/${id}/assinatura`, version, body, options),
  sendLink: (id: Id, version: number, options?: WriteOptions) => act(`${ROOT}/${id}/link`, version, undefined, options),
  addSignedPdf: async (id: Id, file: File, version: number) => {
    const form = new FormData();
    form.append('file', file, file.name);
    const response = await http.request<TermOut>({ method: 'post', url: `${ROOT}/${id}/pdf-assinado`, data: form, headers: ifMatch(version), timeout: UPLOAD_TIMEOUT_MS });
    return response.data;
  },
  save: (term: { id: Id; number: string }, signed: boolean) => download({ method: 'get', url: `${ROOT}/${term.id}/${signed ? 'pdf-assinado' : 'pdf'}` }, `${term.number}.pdf`),
};

export const termLinksApi = {
  open: (token: string) => visit<LinkedTermOut>('link/abertura', { token }),
  sendCode: (token: string) => visit<void>('link/codigo', { token }),
  decide: (token: string, code: string, said: Said) => visit<LinkedTermOut>('link/assinatura', { token, code, ...said }),
  save: (token: string) => download({ method: 'post', url: `${ROOT}/link/pdf`, data: { token }, skipAuth: true }, 'termo.pdf'),
  verify: (code: string) => visit<VerifiedTermOut>('verificacao', { code }),
};

export const templatesApi = {
  list: (signal?: AbortSignal) => call<TemplatesOut>({ method: 'get', url: `${ROOT}/modelos`, signal }),
  publish: (id: Id, body: { title: string; body: string }, version: number, options?: WriteOptions) =>
    call<TemplateOut>({ method: 'post', url: `${ROOT}/modelos/${id}/versoes`, data: body, headers: { ...ifMatch(version), ...idempotent(options) } }),
  preview: (body: { title: string; body: string }) => download({ method: 'post', url: `${ROOT}/modelos/previa`, data: body }, 'previa.pdf'),
};
