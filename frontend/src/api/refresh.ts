import type { AxiosInstance } from 'axios';
import type { ApiProblem} from './problem';
import { toProblem } from './problem';
import { token } from './token';
import type { Id, Session } from './types';

/** Told about sessions from outside, so that this layer knows no store. */
export interface SessionListener {
  onSession: (session: Session) => void;
  onEnded: () => void;
}

const LOCK = 'levitiis.refresh';
/** How long to wait after each answer "somebody else is refreshing"; about as long again by chance. */
const RACE_PAUSES_MS = [400, 800, 1_600];

let listener: SessionListener = { onSession: () => undefined, onEnded: () => undefined };
let inFlight: Promise<Session> | null = null;
let owner: Id | null = null;

/** Register who wants to know (the global store). */
export function listenToSession(next: SessionListener): void {
  listener = next;
}

/** Take a session into use: the token into memory, the rest to the listener. */
export function adoptSession(session: Session): Session {
  token.set(session.access_token);
  owner = session.user.id;
  listener.onSession(session);
  return session;
}

/** Forget the session here; the caller has ended it at the server or found it ended. */
export function endSession(): void {
  token.set(null);
  owner = null;
  listener.onEnded();
}

/** Whose session this tab works in. In another tab of the browser somebody else may have signed in since. */
export const sessionOwner = (): Id | null => owner;

/**
 * Exchange the cookie for a new access token. However many calls ask at once, one request is made;
 * between the tabs of a browser the Web Lock lets one go at a time, because the cookie rotates.
 */
export function refreshSession(client: AxiosInstance): Promise<Session> {
  inFlight ??= withLock(() => requestSession(client)).finally(() => {
    inFlight = null;
  });
  return inFlight;
}

async function requestSession(client: AxiosInstance): Promise<Session> {
  for (const pause of RACE_PAUSES_MS) {
    try {
      return adoptSession(await post(client));
    } catch (error) {
      const problem = await toProblem(error);
      if (problem.code !== 'identity.refresh_raced') return fail(problem);
    }
    await new Promise((resolve) => setTimeout(resolve, pause + Math.random() * pause));
  }
  try {
    return adoptSession(await post(client));
  } catch (error) {
    return fail(await toProblem(error));
  }
}

async function post(client: AxiosInstance): Promise<Session> {
  const response = await client.post<Session>('/auth/refresh', undefined, { skipAuth: true });
  return response.data;
}

/** Only a refusal ends a session; an unreachable server or a race keeps it, so that the next call may try again. */
function fail(problem: ApiProblem): never {
  if (problem.status === 401 || problem.status === 403) endSession();
  throw problem;
}

async function withLock<T>(work: () => Promise<T>): Promise<T> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
  return (await navigator.locks.request(LOCK, work));
}
