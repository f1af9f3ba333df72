import type { PasswordChange } from './generated/model';
import { call } from './http';
import { adoptSession } from './refresh';
import type { Id, IsoDateTime, Session } from './types';

/** A device one is signed in on: where it was opened and where it was last used. Devices are empty when they did not say what they are. */
export interface OwnSession {
  id: Id;
  device: string;
  address: string | null;
  created_at: IsoDateTime;
  used_at: IsoDateTime;
  used_device: string;
  used_address: string | null;
  current: boolean;
}

export interface SecondFactorState {
  enabled: boolean;
  enabled_at: IsoDateTime | null;
  recovery_codes_left: number;
}

/** What an authenticator app takes. */
export interface Enrolment {
  secret: string;
  uri: string;
}

export interface RecoveryCodes {
  codes: string[];
}

export interface PasswordLink {
  purpose: 'reset' | 'invitation';
  username: string;
  expires_at: IsoDateTime;
}

const post = <T>(url: string, data?: unknown, isPublic = false) => call<T>({ method: 'post', url, data, skipAuth: isPublic });

/** One's own account. None of these keeps its answer for a second attempt: they carry secrets. */
export const accountApi = {
  changePassword: (body: PasswordChange) => post<void>('/auth/password', body),
  sessions: (signal?: AbortSignal) => call<{ items: OwnSession[] }>({ method: 'get', url: '/auth/sessions', signal }),
  endSession: (id: Id) => call<void>({ method: 'delete', url: `/auth/sessions/${id}` }),
  endOthers: () => call<void>({ method: 'delete', url: '/auth/sessions' }),
  secondFactor: (signal?: AbortSignal) => call<SecondFactorState>({ method: 'get', url: '/auth/second-factor', signal }),
  enrol: (current_password: string) => post<Enrolment>('/auth/second-factor', { current_password }),
  confirm: (code: string) => post<RecoveryCodes>('/auth/second-factor/confirmation', { code }),
  renewCodes: (code: string) => post<RecoveryCodes>('/auth/second-factor/recovery-codes', { code }),
  remove: (current_password: string, code: string) => post<void>('/auth/second-factor/removal', { current_password, code }),
};

/** For whoever is not signed in. */
export const doorApi = {
  askForReset: (username: string) => post<void>('/auth/password/reset', { username }, true),
  lookAt: (token: string) => post<PasswordLink>('/auth/password/link', { token }, true),
  choose: (token: string, password: string) => post<PasswordLink>('/auth/password/choice', { token, password }, true),
  secondStep: async (challenge: string, code: string) => adoptSession(await post<Session>('/auth/second-step', { challenge, code }, true)),
};
