import { useEffect, useRef, useState } from 'react';
import type { HandedAsset } from '@/api/generated/model';
import { toProblem, type ApiProblem } from '@/api/problem';
import type { Id, Ref } from '@/api/types';
import { workOf, type Chosen, type Piece, type Way, type Work } from './pieces';
import { useMovedOn } from './queries';

export interface Handing {
  /** `stopping`: the piece that is under way is the last one; `stopped` and `failed` can go on from where they are. */
  phase: 'idle' | 'running' | 'stopping' | 'stopped' | 'failed' | 'finished';
  done: number;
  total: number;
  outcomes: HandedAsset[];
  documents: Ref[];
  problem: ApiProblem | null;
}

const IDLE: Handing = { phase: 'idle', done: 0, total: 0, outcomes: [], documents: [], problem: null };

/** Hands over piece by piece, and keeps what became of each thing; a piece is never sent as another request. */
export function useHanding(person: Id) {
  const movedOn = useMovedOn(person);
  const [state, setState] = useState(IDLE);
  const work = useRef<Work | null>(null);
  const piece = useRef<Piece | null>(null);
  const stop = useRef(false);
  const finished = useRef<() => void>(() => undefined);
  const busy = state.phase === 'running' || state.phase === 'stopping';
  useEffect(() => () => void (stop.current = true), []);
  useEffect(() => {
    if (!busy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [busy]);

  const told = (outcomes: HandedAsset[], document: Ref | null, size: number) =>
    setState((before) => ({ ...before, done: before.done + size, outcomes: [...before.outcomes, ...outcomes], documents: document ? [...before.documents, document] : before.documents }));
  const goOn = async () => {
    stop.current = false;
    setState((before) => ({ ...before, phase: 'running', problem: null }));
    try {
      while (!stop.current) {
        piece.current ??= await work.current!.next();
        if (piece.current === null) {
          finished.current();
          break;
        }
        const { items, document } = await piece.current.send();
        told(items, document, piece.current.items.length);
        piece.current = null;
      }
      setState((before) => ({ ...before, phase: stop.current ? 'stopped' : 'finished' }));
    } catch (thrown) {
      const problem = await toProblem(thrown);
      setState((before) => ({ ...before, phase: 'failed', problem }));
    } finally {
      movedOn();
    }
  };
  const run = async (way: Way, chosen: Chosen, total: number, onFinished: () => void) => {
    finished.current = onFinished;
    work.current = workOf(person, way, chosen);
    piece.current = null;
    setState({ ...IDLE, total });
    await goOn();
  };
  /** What cannot go keeps the rest no longer. */
  const skip = async (why: string) => {
    const items = piece.current?.items ?? [];
    piece.current = null;
    told(items.map((item) => ({ asset_id: item.asset_id!, tag: item.code, outcome: 'refused', code: null, message: why })), null, items.length);
    await goOn();
  };
  const halt = () => {
    stop.current = true;
    setState((before) => ({ ...before, phase: 'stopping' }));
  };
  return { ...state, busy, run, goOn, skip, halt };
}
