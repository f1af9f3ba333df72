import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IDEMPOTENT } from '../src/api/generated/idempotent.ts';
import { keepsKey } from '../src/api/http.ts';
import { patterns } from './idempotent.mjs';

const contract = JSON.parse(readFileSync(join(import.meta.dirname, '../../contracts/openapi.json'), 'utf8'));

/** An address as a call names it: a number where one is meant, any word where text is. */
function addressOf(path, parameters = []) {
  const isNumber = (name) => parameters.find((one) => one.name === name)?.schema.type === 'integer';
  return path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name) => (isNumber(name) ? '17' : 'link'));
}

test('every POST has a key where the API keeps its answer under it, and nowhere else', () => {
  const posts = Object.entries(contract.paths).flatMap(([path, { post }]) => (post ? [{ path, post }] : []));
  const wrong = posts.filter(({ path, post }) => keepsKey({ method: 'POST', url: addressOf(path, post.parameters) }) !== post['x-levitiis-idempotent']);
  expect(wrong.map(({ path }) => path)).toEqual([]);
  expect(new Set(posts.map(({ post }) => post['x-levitiis-idempotent']))).toEqual(new Set([true, false]));
});

test('other methods have none, nor does an address that the document does not name', () => {
  expect(keepsKey({ method: 'patch', url: '/ativos' })).toBe(false);
  expect(keepsKey({ method: 'post', url: '/ativos/etiquetas' })).toBe(false);
  expect(keepsKey({ method: 'post', url: '/things' })).toBe(false);
  expect(keepsKey({ method: 'post' })).toBe(false);
});

test('what was generated is what the document says', () => {
  expect(IDEMPOTENT.map(String)).toEqual(patterns(contract));
});
