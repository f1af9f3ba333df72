import { expect } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, program } from './server';

/** Days pass for one loan: the only way to have something late without waiting for it. */
export function daysPass(loan: number, days: number): void {
  const deployed = join(dataDir(), 'environment.json'); // where the database is another server's
  const [folder, env] = existsSync(deployed) ? ['', JSON.parse(readFileSync(deployed, 'utf8')) as NodeJS.ProcessEnv] : [dataDir(), process.env];
  const { status, stderr } = spawnSync(program('python'), [join(import.meta.dirname, 'make_late.py'), folder, String(loan), String(days)], { encoding: 'utf8', timeout: 60_000, env });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}
