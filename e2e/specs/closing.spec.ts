import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from '../support/api';
import { withPictures } from '../support/pictures';
import { recordedPictures, recordedWrites } from '../support/record';
import { dataDir, program } from '../support/server';

/** Requests that are no mutation of a business row: what they leave lives seconds or is nothing, is nobody's but the caller's, is a piece of a file that is told when it is whole, or a stranger's words, which a job makes an occurrence of. */
const NO_MUTATION = [/\/auth\/refresh$/, /\/auth\/password\/(link|reset)$/, /\/auth\/me\/preferences$/, /\/eventos\/ingresso$/, /\/anexos\/envios(\/\d+)?$/, /\/termos\/(verificacao|link\/abertura)$/, /\/achados$/];
/** The columns of an import, sent again as they are: nothing changes, and nothing is told. */
const MAY_CHANGE_NOTHING = /\/ativos\/importacoes\/\d+\/mapeamento$/;

test('every write of the run stands in the trail, under the request that made it', async () => {
  const writes = recordedWrites().filter(({ path }) => !MAY_CHANGE_NOTHING.test(path) && !NO_MUTATION.some((pattern) => pattern.test(path)));
  expect(writes.length).toBeGreaterThan(20);
  const api = await Api.as('administrator');
  const missing: string[] = [];
  for (const { method, path, status, requestId } of writes) {
    const { items } = await api.get<{ items: unknown[] }>(`/trilha?request_id=${requestId}`);
    if (items.length === 0) missing.push(`${method} ${path} (${status}, ${requestId})`);
  }
  expect(missing, 'writes without a trail row').toEqual([]);
});

test('levitiis check finds no broken invariant', () => {
  const deployed = join(dataDir(), 'environment.json'); // where the database is another server's
  const [where, env] = existsSync(deployed) ? [[], JSON.parse(readFileSync(deployed, 'utf8')) as NodeJS.ProcessEnv] : [['--data-dir', dataDir()], process.env];
  const { status, stdout, stderr } = spawnSync(program('levitiis'), ['check', ...where], { encoding: 'utf8', timeout: 110_000, env });
  expect(`${stdout}${stderr}`).toMatch(/(^|\n)no violations\n$/);
  expect(status).toBe(0);
});

test('of every page there are pictures', () => {
  test.skip(!withPictures, 'no pictures were asked for');
  const paths = recordedPictures().map((picture) => picture.path);
  const modules = join(import.meta.dirname, '../../frontend/src/app/modules');
  const routes = readdirSync(modules).flatMap((file) => [...readFileSync(join(modules, file), 'utf8').matchAll(/\bpath: '([^']+)'/g)].map((found) => found[1]!));
  expect(routes.length).toBeGreaterThan(10);
  // an optional part makes two pages
  const pages = ['entrar', ...routes].flatMap((route) => (route.endsWith('?') ? [route.replace(/\/:\w+\?$/, ''), route.slice(0, -1)] : [route]));
  const missing = pages.filter((page) => {
    const pattern = new RegExp(`^/${page.replace(/:id/g, '\\d+').replace(/:\w+/g, '[^/]+')}$`);
    return !paths.some((path) => pattern.test(path));
  });
  expect(missing, 'pages without pictures').toEqual([]);
});
