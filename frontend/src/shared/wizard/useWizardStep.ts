import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Name of the step in the address. */
export const STEP_PARAM = 'etapa';

/**
 * The step of a wizard, held by the address: a reload or a link comes back to it. A step that cannot be
 * entered yet (or does not exist) gives way to the one where the work stands.
 */
export function useWizardStep<Id extends string>(reachable: readonly Id[], stands: Id): [Id, (step: Id) => void] {
  const [params, setParams] = useSearchParams();
  const asked = params.get(STEP_PARAM);
  const step = reachable.find((id) => id === asked) ?? stands;
  const go = useCallback(
    (next: Id) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        after.set(STEP_PARAM, next);
        return after;
      }),
    [setParams],
  );
  return [step, go];
}
