export { CodeField } from './CodeField';
export { codeOf, splitCodes } from './codes';
export { Scanner } from './Scanner';
export type { ReadCode, Reading, ScannerProps, Verdict, VerdictTone } from './types';
