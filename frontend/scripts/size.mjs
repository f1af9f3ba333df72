// Weight of the JavaScript (brotli, all of it) that a cold visit needs: sign-in page, first list page.
// Counted from the build's manifest: the entry, the named pages, everything they import, and the texts they wait for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url).pathname;
const KB = 1000;
const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));

const texts = (...folders) => folders.map((folder) => `src/${folder}/locales/pt-BR.json`);
const BUDGETS = [
  { name: 'sign-in page', limit: 200, roots: ['index.html', 'src/app/pages/SignInPage.tsx', ...texts('features/sign-in', 'app', 'entities')] },
  { name: 'first list page', limit: 280, roots: ['index.html', 'src/app/shell/Shell.tsx', 'src/app/pages/AssetsPage.tsx', ...texts('features/assets-list', 'app', 'entities')] },
];

/** Every chunk that must have arrived before these roots run. */
function closure(roots) {
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the manifest: run the build, or mend scripts/size.mjs`);
    for (const next of chunk.imports ?? []) visit(next);
  };
  roots.forEach(visit);
  return [...seen].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));
}

function brotli(file) {
  const bytes = readFileSync(join(DIST, file));
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
}

let failed = false;
for (const { name, limit, roots } of BUDGETS) {
  const files = [...new Set(closure(roots))];
  const total = files.reduce((sum, file) => sum + brotli(file), 0);
  const over = total > limit * KB;
  failed ||= over;
  console.log(`${over ? 'TOO BIG' : 'ok'}  ${name}: ${(total / KB).toFixed(1)} kB of ${limit} kB, ${files.length} files`);
  if (over || process.argv.includes('--files')) {
    for (const file of files.map((item) => [item, brotli(item)]).sort((a, b) => b[1] - a[1])) console.log(`      ${(file[1] / KB).toFixed(1).padStart(7)}  ${file[0]}`);
  }
}
process.exit(failed ? 1 : 0);
