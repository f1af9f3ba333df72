import axios from 'axios';

/** One entry of a problem's `errors[]`. */
export interface FieldError {
  pointer: string;
  code: string;
  message: string;
}

/** Body of an RFC 9457 answer, with the extensions of this API. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string | null;
  code?: string;
  request_id?: string | null;
  errors?: FieldError[];
  current?: unknown;
  [extension: string]: unknown;
}

/** Codes of failures that never reached the API; their texts are in the translation files. */
export const CLIENT_CODES = { network: 'client.network', timeout: 'client.timeout', unexpected: 'client.unexpected' } as const;

/** Every failed call ends as one of these: the server's problem, or a network failure in the same form. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly requestId: string | null;
  readonly errors: FieldError[];
  /** 412 only: the resource as it is now. */
  readonly current: unknown;
  /** Seconds to wait, from `Retry-After`. */
  readonly retryAfter: number | null;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody, retryAfter: number | null = null) {
    super(body.title ?? body.code ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code ?? CLIENT_CODES.unexpected;
    this.title = body.title ?? '';
    this.detail = body.detail ?? null;
    this.requestId = body.request_id ?? null;
    this.errors = Array.isArray(body.errors) ? body.errors : [];
    this.current = body.current;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  /** Messages by JSON pointer; the first one of each field wins. */
  fieldErrors(): Record<string, string> {
    const result: Record<string, string> = {};
    for (const error of this.errors) result[error.pointer] ??= error.message;
    return result;
  }

  /** Nothing was answered: the network, a timeout, or a server that is down. */
  get isUnreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Turn whatever a call threw into an ApiProblem. */
export async function toProblem(error: unknown): Promise<ApiProblem> {
  if (error instanceof ApiProblem) return error;
  if (!axios.isAxiosError(error)) return new ApiProblem(0, { code: CLIENT_CODES.unexpected, detail: String(error) });
  if (!error.response) {
    const timedOut = error.code === 'ECONNABORTED' || error.code === 'ETIMEDOUT';
    return new ApiProblem(0, { code: timedOut ? CLIENT_CODES.timeout : CLIENT_CODES.network });
  }
  const header = Number((error.response.headers as Record<string, unknown>)['retry-after']);
  const retryAfter = Number.isFinite(header) && header > 0 ? header : null;
  return new ApiProblem(error.response.status, await readBody(error.response.data), retryAfter);
}

/** A download that fails answers with a Blob; the problem is inside it. */
async function readBody(data: unknown): Promise<ProblemBody> {
  if (data instanceof Blob) {
    try {
      return JSON.parse(await data.text()) as ProblemBody;
    } catch {
      return {};
    }
  }
  return data !== null && typeof data === 'object' ? (data as ProblemBody) : {};
}
