import { assetsApi } from '@/api/assets';
import { ApiProblem } from '@/api/problem';
import type { CodeMatches } from '@/api/types';

export type Matches = CodeMatches['matches'];

/** The assets that a code names exactly; none is an answer, not a failure. */
export async function lookUp(code: string, signal?: AbortSignal): Promise<Matches> {
  try {
    return (await assetsApi.byCode(code, signal)).matches;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return [];
    throw error;
  }
}
