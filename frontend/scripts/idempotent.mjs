// Writes which addresses keep an Idempotency-Key, as the API document says, beside the generated client.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PREFIX = '/api/v1';
const DOCUMENT = new URL('../../contracts/openapi.json', import.meta.url);
const TARGET = new URL('../src/api/generated/idempotent.ts', import.meta.url);

/** Regular expressions, one for each POST that keeps its key; a whole number in an address matches nothing else. */
export function patterns(document) {
  return Object.entries(document.paths)
    .filter(([, methods]) => methods.post?.['x-levitiis-idempotent'])
    .map(([path, { post }]) => {
      const numbers = new Set((post.parameters ?? []).filter((one) => one.in === 'path' && one.schema.type === 'integer').map((one) => one.name));
      const source = path.slice(PREFIX.length).replaceAll('/', '\\/').replace(/\{(\w+)\}/g, (_, name) => (numbers.has(name) ? '\\d+' : '[^/]+'));
      return `/^${source}$/`;
    })
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = patterns(JSON.parse(readFileSync(DOCUMENT, 'utf8'))).map((one) => `  ${one},\n`);
  const about = 'Generated from contracts/openapi.json: the POSTs whose answer is kept under an Idempotency-Key. Do not edit.';
  writeFileSync(TARGET, `/** ${about} */\nexport const IDEMPOTENT: readonly RegExp[] = [\n${lines.join('')}];\n`);
}
