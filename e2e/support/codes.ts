import { expect } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { program } from './server';

function read<T>(script: string, file: string): T {
  const said = spawnSync(program('python'), [join(import.meta.dirname, script), file], { encoding: 'utf8' });
  expect(said.stderr).toBe('');
  return JSON.parse(said.stdout) as T;
}

/** The QR codes on each page of a PDF, read from the page as it is printed. */
export const codesOn = (file: string): string[][] => read('read_codes.py', file);

/** The words of a PDF, with one blank between any two, wherever its lines break. */
export const wordsOf = (file: string): string => read<string[]>('read_text.py', file).join(' ').replace(/\s+/g, ' ');
