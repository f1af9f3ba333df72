import type { BrowserContext } from '@playwright/test';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a run leaves for the checks at its end. */
const FOLDER = join(import.meta.dirname, '../output/run');
const WRITES = join(FOLDER, 'writes.jsonl');
const PICTURES = join(FOLDER, 'pictures.jsonl');

/** A request that the server answered with success and that may have changed something. */
export interface Write {
  method: string;
  path: string;
  status: number;
  requestId: string;
}

/** A page of which pictures were taken. */
export interface Picture {
  name: string;
  path: string;
}

/** Forget the run before. */
export function clearRecords(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
}

export const recordWrite = (write: Write): void => append(WRITES, write);
export const recordPicture = (picture: Picture): void => append(PICTURES, picture);
export const recordedWrites = (): Write[] => read<Write>(WRITES);
export const recordedPictures = (): Picture[] => read<Picture>(PICTURES);

/** Keep every write that the pages of a browser context make. */
export function recordWritesOf(context: BrowserContext): void {
  context.on('response', (response) => {
    const method = response.request().method();
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/api/') || ['GET', 'HEAD', 'OPTIONS'].includes(method) || !response.ok()) return;
    const requestId = response.headers()['x-request-id'];
    if (requestId) recordWrite({ method, path: pathname, status: response.status(), requestId }); // without one it came from a test's own route
  });
}

function append(file: string, item: object): void {
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(file, `${JSON.stringify(item)}\n`);
}

function read<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as T);
}
