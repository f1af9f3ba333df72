import { codeOf, endsCode, splitCodes } from './codes';

const CODE = '543r765867pfk8wqnmyyzfspfe';
const key = (over: Partial<Parameters<typeof endsCode>[0]>) => endsCode({ key: 'a', ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...over });

test.each([
  [`https://patrimonio.exemplo.gov.br/q/${CODE}`, CODE],
  [`http://localhost:8000/q/${CODE}?x=1#y`, CODE],
  [`  https://casa/q/${CODE}/  `, CODE],
  [`https://casa/q/${CODE.toUpperCase()}`, CODE],
  [CODE.toUpperCase(), CODE],
  ['https://casa/q/SC%20000001', 'SC 000001'],
  ['https://casa/q/50%', '50%'],
  [' SC-000001 ', 'SC-000001'],
  ['7891234567895', '7891234567895'],
  ['https://outro.site/produto/9', 'https://outro.site/produto/9'],
])('the code inside %j', (text, code) => expect(codeOf(text)).toBe(code));

test('an address typed by a scanner that is set to another keyboard', () => {
  expect(codeOf(`httpsÇ;;patrimonio.exemplo.gov.br;q;${CODE}`)).toBe(CODE);
  expect(codeOf(`https>--casa-q-${CODE}`)).toBe(CODE);
  expect(codeOf('peça;q;curta')).toBe('peça;q;curta');
});

test('a pasted column or row holds several codes', () => {
  expect(splitCodes('SC-1\r\nSC-2\n\n SC-3 \tSC-4\r')).toEqual(['SC-1', 'SC-2', 'SC-3', 'SC-4']);
});

test('what ends a code: Enter, Tab, and the control letters of CR and LF', () => {
  expect(key({ key: 'Enter' })).toBe(true);
  expect(key({ key: 'Tab' })).toBe(true);
  expect(key({ key: 'j', ctrlKey: true })).toBe(true);
  expect(key({ key: 'm', ctrlKey: true })).toBe(true);
  expect(key({ key: 'Tab', shiftKey: true })).toBe(false);
  expect(key({ key: 'c', ctrlKey: true })).toBe(false);
  expect(key({ key: 'Enter', altKey: true })).toBe(false);
});
