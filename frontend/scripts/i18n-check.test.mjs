import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check } from './i18n-check.mjs';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'texts-'));
  mkdirSync(join(root, 'thing/locales'), { recursive: true });
  write('thing/locales/pt-BR.json', '{"title": "Coisas", "many_one": "{{count}} coisa", "many_other": "{{count}} coisas"}');
  write('thing/locales/en.json', '{"title": "Things", "many_one": "{{count}} thing", "many_other": "{{count}} things"}');
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path, text) => writeFileSync(join(root, path), text);
const component = (body) => write('thing/Thing.tsx', `export function Thing() { const { t } = useTranslation('thing'); return ${body}; }`);

test('a clean tree has no problems', () => {
  component(`<p title={t('title')} className="row">{t('many', { count: 2 })} · <code>make demo</code></p>`);
  expect(check(root)).toEqual([]);
});

test.each([
  ['text between tags', `<p>Olá mundo</p>`, 'text in the code: "Olá mundo"'],
  ['a literal in braces', `<p>{'Salvar'}</p>`, 'text in the code: "Salvar"'],
  ['one side of a condition', `<p>{open ? t('title') : 'Fechar'}</p>`, 'text in the code: "Fechar"'],
  ['a label', `<input aria-label="Nome" />`, 'text in the code: "Nome"'],
  ['a key that does not exist', `<p>{t('titel')}</p>`, 'no text "thing:titel"'],
  ['a key as data', `<List title="thing:missing" />`, 'no text "thing:missing"'],
])('%s is found', (_, body, problem) => {
  component(body);
  expect(check(root).join('\n')).toContain(problem);
});

test('a language that lacks a key or a variable is found', () => {
  write('thing/locales/en.json', '{"many_one": "one thing", "many_other": "{{count}} things", "extra": "x"}');
  const problems = check(root).join('\n');
  expect(problems).toContain('en lacks "title"');
  expect(problems).toContain('pt-BR lacks "extra"');
  expect(problems).toContain('"many_one" has other {{variables}} in en');
});
