import { call, http } from './http';
import { adoptSession, endSession, refreshSession } from './refresh';
import type { Challenge, Session } from './types';

/** Sign in by username or e-mail; whoever has a second step gets its challenge instead. */
export async function signIn(username: string, password: string): Promise<Session | Challenge> {
  const answer = await call<Session | Challenge>({ method: 'post', url: '/auth/login', data: { username, password }, skipAuth: true });
  return 'challenge' in answer ? answer : adoptSession(answer);
}

/** Take up the session of the cookie, if there is one. */
export function restoreSession(): Promise<Session> {
  return refreshSession(http);
}

const SIGN_OUT_TIMEOUT_MS = 10_000;

/** Sign out at the server and, whatever it says, here. Rejects when the session may still be open there: its cookie lives. */
export async function signOut(): Promise<void> {
  try {
    await call({ method: 'post', url: '/auth/logout', timeout: SIGN_OUT_TIMEOUT_MS });
  } finally {
    endSession();
  }
}

/** End a session that only its cookie still names, after a sign-out that did not get through. */
export async function signOutAgain(): Promise<void> {
  await call({ method: 'post', url: '/auth/logout', skipAuth: true, timeout: SIGN_OUT_TIMEOUT_MS });
}

/** Keep some of one's own preferences at the server; null removes one. */
export async function savePreferences(changes: Record<string, unknown>): Promise<void> {
  await call({ method: 'patch', url: '/auth/me/preferences', data: changes });
}
