import axios, { AxiosHeaders, type AxiosInstance, type AxiosRequestConfig, type InternalAxiosRequestConfig } from 'axios';
import { IDEMPOTENT } from './generated/idempotent';
import { toProblem } from './problem';
import { refreshSession, sessionOwner } from './refresh';
import { token } from './token';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Calls of /auth: no bearer, no refresh, no idempotency key. */
    skipAuth?: boolean;
    /** Set by the interceptor: this call has already been tried again after a refresh. */
    retried?: boolean;
  }
}

/** Same origin unless the build names another address; in development the Vite proxy stands in between. */
const ORIGIN = import.meta.env.DEV ? '' : (import.meta.env.VITE_API_BASE_URL ?? '').replace(/\/$/, '');
export const API_ROOT = `${ORIGIN}/api/v1`;

const TIMEOUT_MS = 30_000;
let language = 'pt-BR';

/** The language of titles and details in problems; follows the language of the screens. */
export function setRequestLanguage(next: string): void {
  language = next;
}

/** A key that stays the same however often the same act is tried. */
export function newIdempotencyKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Whether the API keeps the answer of this call under its key. Nowhere else is one sent: nginx takes it for a promise
 * that the request may be sent twice.
 */
export function keepsKey({ method, url = '' }: Pick<AxiosRequestConfig, 'method' | 'url'>): boolean {
  return method?.toLowerCase() === 'post' && IDEMPOTENT.some((address) => address.test(url));
}

/** Header that makes a write fail with 412 when somebody else saved first. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}

/** The one Axios instance. Everything that fails here rejects with an ApiProblem. */
export const http: AxiosInstance = axios.create({
  baseURL: API_ROOT,
  timeout: TIMEOUT_MS,
  withCredentials: ORIGIN !== '',
  paramsSerializer: { indexes: null }, // status=a&status=b
});

http.interceptors.request.use((config) => {
  config.headers.set('Accept-Language', language);
  if (config.skipAuth) return config;
  const bearer = token.get();
  if (bearer) config.headers.set('Authorization', `Bearer ${bearer}`);
  if (!keepsKey(config)) config.headers.delete('Idempotency-Key');
  else if (!config.headers.has('Idempotency-Key')) config.headers.set('Idempotency-Key', newIdempotencyKey());
  return config;
});

http.interceptors.response.use(undefined, async (error: unknown) => {
  if (axios.isCancel(error)) throw error;
  const config = axios.isAxiosError(error) ? error.config : undefined;
  if (!config || !axios.isAxiosError(error) || error.response?.status !== 401 || config.skipAuth || config.retried) {
    throw await toProblem(error);
  }
  return retryWithNewToken(config, error);
});

/**
 * 401: one refresh for all that wait, then the same request, headers (idempotency key) included. Never as somebody
 * else: who signed in meanwhile in another tab of this browser did not ask for it.
 */
async function retryWithNewToken(config: InternalAxiosRequestConfig, refused: unknown): Promise<unknown> {
  const asker = sessionOwner();
  const used = AxiosHeaders.from(config.headers).get('Authorization');
  const current = token.get();
  const alreadyNew = current !== null && used !== `Bearer ${current}`;
  if (!alreadyNew) await refreshSession(http);
  if (asker !== null && sessionOwner() !== asker) throw await toProblem(refused);
  return http.request({ ...config, retried: true });
}

/** A call whose body is all the caller wants. */
export async function call<T>(config: AxiosRequestConfig): Promise<T> {
  const response = await http.request<T>(config);
  return response.data;
}
