import { request, type APIRequestContext } from '@playwright/test';
import { recordWrite } from './record';
import { baseUrl, credentials, type Role } from './server';

export interface Answer<T> {
  status: number;
  requestId: string;
  etag: string | null;
  body: T;
}

export interface Item {
  id: number;
  version: number;
  name: string;
}
export interface Asset extends Item {
  tag: string;
  qr_url: string;
  serial_number: string | null;
  location: { id: number; name: string; full_name: string } | null;
  responsible: { id: number; name: string } | null;
}
export interface Page<T> {
  items: T[];
  total: number;
}

/** The API without a browser: to arrange what a test needs, and to be the other person. */
export class Api {
  private constructor(
    private readonly client: APIRequestContext,
    private readonly token: string,
  ) {}

  static async as(role: Role): Promise<Api> {
    const client = await request.newContext({ ignoreHTTPSErrors: true }); // a deployment under test signs its own certificate
    const { username, password } = credentials(role);
    const answer = await client.post(`${baseUrl()}/api/v1/auth/login`, { data: { username, password } });
    if (!answer.ok()) throw new Error(`signing in as ${role}: ${answer.status()} ${await answer.text()}`);
    return new Api(client, ((await answer.json()) as { access_token: string }).access_token);
  }

  async send<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const answer = await this.client.fetch(`${baseUrl()}/api/v1${path}`, { method, data: body, headers: { authorization: `Bearer ${this.token}`, ...headers } });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
    const requestId = answer.headers()['x-request-id'] ?? '';
    if (method !== 'GET') recordWrite({ method, path: `/api/v1${path.split('?')[0]}`, status: answer.status(), requestId });
    return { status: answer.status(), requestId, etag: answer.headers().etag ?? null, body: (text ? JSON.parse(text) : null) as T };
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send<T>('GET', path)).body;
  }

  /** Change a thing as it stands now. */
  async change<T extends Item>(path: string, changes: object): Promise<T> {
    const { version } = await this.get<Item>(path);
    return (await this.send<T>('PATCH', path, changes, { 'if-match': `"${version}"` })).body;
  }

  /** A new asset, in the first place and with nobody unless told otherwise. */
  async asset(values: object): Promise<Asset> {
    return (await this.send<Asset>('POST', '/ativos', values)).body;
  }
}

/** Something no other test and no earlier run has used. */
export const unique = (): string => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`.toUpperCase();
