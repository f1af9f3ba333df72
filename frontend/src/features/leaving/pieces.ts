import type { BoundOut, HandedOut } from '@/api/generated/model';
import { newIdempotencyKey } from '@/api/http';
import { leavingApi } from '@/api/leaving';
import { loansApi } from '@/api/loans';
import { toProblem } from '@/api/problem';
import type { Id } from '@/api/types';

/** At most this many things are told and sent at once. */
export const MOST = 500;

export interface Way {
  kind: 'give_back' | 'pass_on' | null;
  place: Id | null;
  person: Id | null;
  reason: string;
}

/** What goes: those that were ticked, or all there are, shown or not. */
export interface Chosen {
  assets: BoundOut[] | 'all';
  loans: BoundOut[] | 'all';
}

/** What is sent in one request. Sent again it is the same request, which takes effect once. */
export interface Piece {
  items: BoundOut[];
  send: () => Promise<HandedOut>;
}

export interface Work {
  /** The next piece; null when everything was sent. After a failure it can be asked for again. */
  next: () => Promise<Piece | null>;
}

/** The work that a hand-over is, piece by piece. What is borrowed goes first: it needs no destination. */
export function workOf(person: Id, way: Way, chosen: Chosen): Work {
  const loans = parts(chosen.loans, (after) => leavingApi.bound(person, 'loans', after));
  const assets = parts(chosen.assets, (after) => leavingApi.bound(person, 'assets', after));
  let waiting: Piece[] = [];
  let borrowed = true;
  const next = async (): Promise<Piece | null> => {
    while (borrowed && waiting.length === 0) {
      const part = await loans();
      borrowed = part.length > 0;
      const out = part.filter((item) => item.state === 'active');
      waiting = [...new Set(out.map((item) => item.target_id))].map((loan) => backFromLoan(loan, out.filter((item) => item.target_id === loan)));
    }
    const first = waiting.shift();
    if (first) return first;
    const part = await assets();
    return part.length > 0 ? handed(person, way, part) : null;
  };
  return { next };
}

/** Slices of a list, or pages of everything: by id, so that what goes away meanwhile moves nothing out of reach. */
function parts(chosen: BoundOut[] | 'all', read: (after: Id) => Promise<BoundOut[]>): () => Promise<BoundOut[]> {
  let at = 0;
  return async () => {
    const part = chosen === 'all' ? await read(at) : chosen.slice(at, at + MOST);
    at = chosen === 'all' ? (part.at(-1)?.id ?? at) : at + MOST;
    return part;
  };
}

function handed(person: Id, way: Way, items: BoundOut[]): Piece {
  const options = { idempotencyKey: newIdempotencyKey() };
  const body = { asset_ids: items.map((item) => item.asset_id!), reason: way.reason };
  const send = () =>
    way.kind === 'pass_on'
      ? leavingApi.passOn(person, { ...body, person_id: way.person!, location_id: way.place }, options)
      : leavingApi.giveBack(person, { ...body, location_id: way.place! }, options);
  return { items, send };
}

function backFromLoan(loan: Id, items: BoundOut[]): Piece {
  const body = { items: items.map((item) => ({ asset_id: item.asset_id!, condition: null, note: null, damaged: false })), location_id: null };
  let attempt: { version: number; key: string } | null = null;
  const send = async (): Promise<HandedOut> => {
    attempt ??= { version: (await loansApi.get(loan)).version, key: newIdempotencyKey() };
    try {
      await loansApi.giveBack(loan, body, attempt.version, { idempotencyKey: attempt.key });
    } catch (thrown) {
      if ((await toProblem(thrown)).status === 412) attempt = null; // somebody changed the loan: nothing was done
      throw thrown;
    }
    return { items: items.map((item) => ({ asset_id: item.asset_id!, tag: item.code, outcome: 'done', code: null, message: null })), document: null };
  };
  return { items, send };
}
