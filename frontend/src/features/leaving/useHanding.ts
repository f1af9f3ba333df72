import { useState } from 'react';
import type { BoundOut, HandedAsset } from '@/api/generated/model';
import { leavingApi } from '@/api/leaving';
import { loansApi } from '@/api/loans';
import { toProblem, type ApiProblem } from '@/api/problem';
import type { Id, Ref } from '@/api/types';
import { useAttemptKey } from '@/shared/dialog';
import { useMovedOn } from './queries';

export interface Way {
  kind: 'give_back' | 'pass_on' | null;
  place: Id | null;
  person: Id | null;
  reason: string;
}

/** Hands over what was ticked, and keeps what became of each; what has failed can be tried again. */
export function useHanding(person: Id) {
  const keyFor = useAttemptKey();
  const movedOn = useMovedOn(person);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [outcomes, setOutcomes] = useState<HandedAsset[]>([]);
  const [document, setDocument] = useState<Ref | null>(null);
  const hand = (way: Way, ids: Id[]) => {
    if (way.kind === 'pass_on') {
      const body = { asset_ids: ids, person_id: way.person!, location_id: way.place, reason: way.reason };
      return leavingApi.passOn(person, body, { idempotencyKey: keyFor(['pass', body]) });
    }
    const body = { asset_ids: ids, location_id: way.place!, reason: way.reason };
    return leavingApi.giveBack(person, body, { idempotencyKey: keyFor(['back', body]) });
  };
  const takeBack = async (loan: Id, items: BoundOut[]): Promise<HandedAsset[]> => {
    const { version } = await loansApi.get(loan);
    const body = { items: items.map((item) => ({ asset_id: item.asset_id!, condition: null, note: null, damaged: false })), location_id: null };
    await loansApi.giveBack(loan, body, version, { idempotencyKey: keyFor(['loan', loan, body, version]) });
    return items.map((item) => ({ asset_id: item.asset_id!, tag: item.code, outcome: 'done', code: null, message: null }));
  };
  const run = async (way: Way, assets: BoundOut[], loans: BoundOut[]) => {
    setBusy(true);
    setProblem(null);
    setOutcomes([]);
    setDocument(null);
    try {
      for (const loan of new Set(loans.map((item) => item.target_id))) {
        const told = await takeBack(loan, loans.filter((item) => item.target_id === loan));
        setOutcomes((before) => [...before, ...told]);
      }
      if (assets.length > 0) {
        const answer = await hand(way, assets.map((item) => item.asset_id!));
        setOutcomes((before) => [...before, ...answer.items]);
        setDocument(answer.document);
      }
    } catch (thrown) {
      setProblem(await toProblem(thrown));
    } finally {
      setBusy(false);
      movedOn();
    }
  };
  return { run, busy, problem, outcomes, document };
}
