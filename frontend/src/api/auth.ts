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

/** Sign out here and at the server. */
export async function signOut(): Promise<void> {
  try {
    await call({ method: 'post', url: '/auth/logout', withoutEffect: true });
  } finally {
    endSession();
  }
}

/** Keep some of one's own preferences at the server; null removes one. */
export async function savePreferences(changes: Record<string, unknown>): Promise<void> {
  await call({ method: 'patch', url: '/auth/me/preferences', data: changes });
}
