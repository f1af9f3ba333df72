import { expect } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { program } from './server';

/** The QR codes on each page of a PDF, read from the page as it is printed. */
export function codesOn(file: string): string[][] {
  const read = spawnSync(program('python'), [join(import.meta.dirname, 'read_codes.py'), file], { encoding: 'utf8' });
  expect(read.stderr).toBe('');
  return JSON.parse(read.stdout) as string[][];
}
