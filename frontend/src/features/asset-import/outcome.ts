import type { ImportIssue } from '@/api/imports';

/** What becomes of a finding: the row stays out, was never data, the cell stays empty, or it enters as it is. */
export type Outcome = 'row_out' | 'not_data' | 'cell_empty' | 'not_kept' | 'enters';

const NOT_DATA = new Set(['header_again', 'total_row']);

export function outcomeOf(issue: Pick<ImportIssue, 'blocks' | 'severity' | 'code'>): Outcome {
  if (issue.blocks) return 'row_out';
  if (NOT_DATA.has(issue.code)) return 'not_data';
  if (issue.code === 'personal_data') return 'not_kept';
  return issue.severity === 'error' ? 'cell_empty' : 'enters';
}

/** One line of a CSV that Excel opens as it is; what begins like a formula is made plain text. */
export function csvLine(values: (string | number | null)[]): string {
  return values.map((value) => csvCell(value === null ? '' : String(value))).join(';');
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.,]+$/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
