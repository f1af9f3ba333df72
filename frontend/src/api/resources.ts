import { call, ifMatch } from './http';
import type { FilterQuery, Id, Page } from './types';

/** What a write carries besides its body. */
export interface WriteOptions {
  /** Stays the same while the same act is tried again. */
  idempotencyKey?: string;
}

/** The five calls that every plain resource has; anything else is written beside it. */
export interface ResourceApi<Out, In> {
  list: (query: FilterQuery, signal?: AbortSignal) => Promise<Page<Out>>;
  get: (id: Id, signal?: AbortSignal) => Promise<Out>;
  create: (body: In, options?: WriteOptions) => Promise<Out>;
  update: (id: Id, body: Partial<In>, version: number) => Promise<Out>;
  remove: (id: Id, version: number) => Promise<void>;
}

/** Headers of a POST that is tried again under the same key. */
export function idempotent(options?: WriteOptions): Record<string, string> {
  return options?.idempotencyKey ? { 'Idempotency-Key': options.idempotencyKey } : {};
}

/** Typed calls of a plain resource under `root`. */
export function resource<Out, In = Partial<Out>>(root: string): ResourceApi<Out, In> {
  return {
    list: (query, signal) => call<Page<Out>>({ method: 'get', url: root, params: query, signal }),
    get: (id, signal) => call<Out>({ method: 'get', url: `${root}/${id}`, signal }),
    create: (body, options) => call<Out>({ method: 'post', url: root, data: body, headers: idempotent(options) }),
    update: (id, body, version) => call<Out>({ method: 'patch', url: `${root}/${id}`, data: body, headers: ifMatch(version) }),
    remove: (id, version) => call<void>({ method: 'delete', url: `${root}/${id}`, headers: ifMatch(version) }),
  };
}
