import type { ImportOut, ImportState } from '@/api/imports';

export type StepId = 'arquivo' | 'colunas' | 'conferencia' | 'importacao';
export const STEPS: StepId[] = ['arquivo', 'colunas', 'conferencia', 'importacao'];

/** The steps that can be entered now, and the one where the work stands. */
export function stepsOf(item: Pick<ImportOut, 'state' | 'summary'>): { reachable: StepId[]; stands: StepId } {
  const { state } = item;
  if (state === 'applying' || state === 'applied') return { reachable: STEPS, stands: 'importacao' };
  if (state === 'checking' || state === 'checked') return { reachable: ['arquivo', 'colunas', 'conferencia'], stands: 'conferencia' };
  if (state === 'failed') return { reachable: ['arquivo', 'colunas', 'conferencia'], stands: 'conferencia' };
  return { reachable: ['arquivo', 'colunas'], stands: 'colunas' };
}

/** Columns may be changed while nothing is going on and nothing has entered. */
export const isEditable = (state: ImportState): boolean => state === 'uploaded' || state === 'checked' || state === 'failed';

/** A job is at it. */
export const isBusy = (state: ImportState): boolean => state === 'checking' || state === 'applying';

/** A failed import that had been checked fell down while it was being applied. */
export const failedWhileApplying = (item: Pick<ImportOut, 'state' | 'summary'>): boolean => item.state === 'failed' && item.summary !== null;
