// Texts live in the translation files and nowhere else:
// 1. every namespace has both languages with the same keys and the same {{variables}};
// 2. every key that the code names exists;
// 3. no words stand in the code itself (JSX text, and attributes that people read).
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const LANGUAGES = ['pt-BR', 'en'];
const READ_ALOUD = new Set(['title', 'label', 'aria-label', 'placeholder', 'alt', 'description', 'aria-description', 'aria-roledescription', 'text']);
const PLURALS = ['_zero', '_one', '_two', '_few', '_many', '_other'];
const ALLOWED = /^(R\$|[\d\s.,:;·›→←↑↓/|+\-–—…()[\]{}%*#@&=<>!?"“”'ºª✕]*)$/u;

/** All problems of a source tree; the test of this check gives it one of its own. */
export function check(root) {
  const problems = [];
  const namespaces = loadNamespaces(root, problems);
  for (const file of walk(root)) {
    if (/\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$|\/mocks\/|\/generated\//.test(file)) checkSource(file, root, namespaces, problems);
  }
  return problems;
}

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

function flatten(value, prefix = '', into = new Map()) {
  for (const [key, item] of Object.entries(value)) {
    if (item !== null && typeof item === 'object') flatten(item, `${prefix}${key}.`, into);
    else into.set(prefix + key, String(item));
  }
  return into;
}

function loadNamespaces(root, problems) {
  const found = new Map();
  for (const file of walk(root)) {
    const match = /([^/]+)\/locales\/([^/]+)\.json$/.exec(file);
    if (!match) continue;
    const [, name, language] = match;
    const entry = found.get(name) ?? { name, folders: new Set(), texts: {} };
    entry.folders.add(file.replace(/\/locales\/.*$/, ''));
    entry.texts[language] = flatten(JSON.parse(readFileSync(file, 'utf8')));
    found.set(name, entry);
  }
  for (const { name, folders, texts } of found.values()) {
    if (folders.size > 1) problems.push(`${name}: two folders have this namespace: ${[...folders].map((f) => relative(root, f)).join(', ')}`);
    compareLanguages(name, texts, problems);
  }
  return found;
}

function compareLanguages(name, texts, problems) {
  for (const language of LANGUAGES) {
    if (!texts[language]) problems.push(`${name}: no ${language}.json`);
  }
  const [first, second] = LANGUAGES.map((language) => texts[language] ?? new Map());
  for (const [a, b, language] of [[first, second, LANGUAGES[1]], [second, first, LANGUAGES[0]]]) {
    for (const [key, text] of a) {
      if (!b.has(key)) problems.push(`${name}: ${language} lacks "${key}"`);
      else if (variables(text) !== variables(b.get(key))) problems.push(`${name}: "${key}" has other {{variables}} in ${language}`);
      if (text.trim() === '') problems.push(`${name}: "${key}" is empty`);
    }
  }
}

function variables(text) {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]))].sort().join(',');
}

function exists(namespaces, name, key) {
  const texts = namespaces.get(name)?.texts[LANGUAGES[0]];
  if (!texts) return false;
  return texts.has(key) || PLURALS.some((suffix) => texts.has(key + suffix));
}

function checkSource(file, root, namespaces, problems) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const where = (node) => `${relative(root, file)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const visit = (node, scope) => {
    if (ts.isFunctionLike(node)) scope = new Map(scope);
    if (ts.isVariableDeclaration(node)) remember(node, scope);
    if (ts.isCallExpression(node)) checkCall(node, scope, namespaces, problems, where);
    if (ts.isStringLiteral(node)) checkNamed(node, namespaces, problems, where);
    if (ts.isJsxText(node) && !inCode(node) && !ALLOWED.test(node.text)) problems.push(`${where(node)}: text in the code: "${node.text.trim().slice(0, 60)}"`);
    if (ts.isJsxAttribute(node)) checkAttribute(node, problems, where);
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) checkLiterals(node.expression, problems, where);
    ts.forEachChild(node, (child) => visit(child, scope));
  };
  visit(source, new Map());
}

/** Commands and keys are the same in every language. */
function inCode(node) {
  const tag = ts.isJsxElement(node.parent) ? node.parent.openingElement.tagName.getText() : '';
  return tag === 'code' || tag === 'kbd';
}

/** `const { t } = useTranslation('ns')`, `const { t: te } = …`. */
function remember(node, scope) {
  const call = node.initializer;
  if (!call || !ts.isCallExpression(call) || call.expression.getText() !== 'useTranslation' || !ts.isObjectBindingPattern(node.name)) return;
  const argument = call.arguments[0];
  const name = argument && ts.isStringLiteral(argument) ? argument.text : 'shared';
  for (const element of node.name.elements) {
    if ((element.propertyName ?? element.name).getText() === 't') scope.set(element.name.getText(), name);
  }
}

function checkCall(node, scope, namespaces, problems, where) {
  const called = node.expression.getText();
  const first = node.arguments[0];
  if (!first || !ts.isStringLiteralLike(first)) return;
  const isT = scope.has(called) || called === 'i18next.t' || called === 't';
  if (!isT || (!scope.has(called) && called === 't')) return; // a handed-on `t`: its keys are checked by their prefix
  const [prefix, rest] = first.text.includes(':') ? first.text.split(/:(.*)/s) : [scope.get(called) ?? 'shared', first.text];
  if (!exists(namespaces, prefix, rest)) problems.push(`${where(node)}: no text "${prefix}:${rest}"`);
}

/** Keys given as data: "assets-list:column.tag". */
function checkNamed(node, namespaces, problems, where) {
  const match = /^([a-z][a-z-]*):([A-Za-z_][\w.-]*)$/.exec(node.text);
  if (!match || !namespaces.has(match[1])) return;
  if (!exists(namespaces, match[1], match[2])) problems.push(`${where(node)}: no text "${node.text}"`);
}

function checkAttribute(node, problems, where) {
  if (!READ_ALOUD.has(node.name.getText()) || !node.initializer) return;
  const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
  if (!value) return;
  if (ts.isStringLiteral(value) && /^[a-z][a-z-]*:[\w.-]+$/.test(value.text)) return;
  checkLiterals(value, problems, where);
}

/** A literal with letters that would be shown; conditions and logical parts are looked into, calls are not. */
function checkLiterals(node, problems, where) {
  if (ts.isStringLiteral(node) && !ALLOWED.test(node.text)) problems.push(`${where(node)}: text in the code: "${node.text}"`);
  else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach((part) => checkLiterals(part, problems, where));
  else if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken && node.operatorToken.kind !== ts.SyntaxKind.ExclamationEqualsEqualsToken) checkLiterals(node.right, problems, where);
  else if (ts.isParenthesizedExpression(node)) checkLiterals(node.expression, problems, where);
  else if (ts.isTemplateExpression(node)) {
    for (const part of [node.head, ...node.templateSpans.map((span) => span.literal)]) {
      if (!ALLOWED.test(part.text)) problems.push(`${where(node)}: text in the code: "${part.text}"`);
    }
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const problems = check(new URL('../src', import.meta.url).pathname);
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? 'ok  texts: both languages complete, none in the code' : `${problems.length} problems with texts`);
  process.exit(problems.length === 0 ? 0 : 1);
}
