import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export type Role = 'administrator' | 'manager' | 'technician' | 'reader';

export interface Credentials {
  url: string;
  users: { username: string; password: string; role: Role }[];
}

/** Address of the running demo, set by global-setup. */
export function baseUrl(): string {
  const url = process.env.LEVITIIS_E2E_URL;
  if (!url) throw new Error('LEVITIIS_E2E_URL is not set: global-setup did not run');
  return url;
}

/** Data folder of the running demo. */
export function dataDir(): string {
  return process.env.LEVITIIS_E2E_DATA ?? '';
}

/** What `levitiis demo` wrote beside its data: one user per role. */
export function credentials(role: Role): { username: string; password: string } {
  const file = JSON.parse(readFileSync(join(dataDir(), 'demo-credentials.json'), 'utf8')) as Credentials;
  const user = file.users.find((item) => item.role === role);
  if (!user) throw new Error(`no ${role} in demo-credentials.json`);
  return user;
}

/** A program of the project's own environment, or the one on the path. */
export function program(name: 'levitiis' | 'python'): string {
  const own = resolve(import.meta.dirname, '../../.venv/bin', name);
  if (name === 'levitiis' && process.env.LEVITIIS_COMMAND) return process.env.LEVITIIS_COMMAND;
  return existsSync(own) ? own : name;
}
