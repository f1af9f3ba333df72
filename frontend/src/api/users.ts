import { call, ifMatch } from './http';
import { idempotent, resource, type WriteOptions } from './resources';
import type { Id, IsoDateTime, PathRef, RoleBrief, UserRow } from './types';

export interface GrantOut {
  id: Id;
  role: RoleBrief & { id: Id };
  everywhere: boolean;
  /** Null everywhere, and for a place that one does not see. */
  location: PathRef | null;
  allowed_actions: 'remove'[];
}

export type UserAction = 'edit' | 'link_person' | 'grant' | 'deactivate' | 'reactivate' | 'send_link' | 'end_sessions' | 'remove_second_factor';

/** A user with what he may do and how many devices he is signed in on. */
export interface UserOut extends UserRow {
  session_count: number;
  second_factor: boolean;
  grants: GrantOut[];
  allowed_actions: UserAction[];
}

export interface GrantIn {
  role: string;
  location_id?: Id | null;
}

export interface UserIn extends GrantIn {
  username: string;
  email: string;
  name?: string | null;
  person_id?: Id | null;
  password?: string | null;
}

/** A link to choose a password; `link` only where no mail is sent. */
export interface PasswordLinkOut {
  purpose: 'invitation' | 'reset';
  mailed: boolean;
  link: string | null;
  expires_at: IsoDateTime;
}

export interface UserPatch {
  username?: string;
  email?: string;
  role?: string;
  /** The present password of who asks: another e-mail of one's own takes it. */
  current_password?: string;
}

const ROOT = '/users';
const { list } = resource<UserRow>(ROOT);

export const usersApi = {
  list,
  get: (id: Id, signal?: AbortSignal) => call<UserOut>({ method: 'get', url: `${ROOT}/${id}`, signal }),
  create: (body: UserIn, options?: WriteOptions) => call<UserOut>({ method: 'post', url: ROOT, data: body, headers: idempotent(options) }),
  update: (id: Id, body: UserPatch, version: number) => call<UserOut>({ method: 'patch', url: `${ROOT}/${id}`, data: body, headers: ifMatch(version) }),
  linkPerson: (id: Id, personId: Id, version: number) => call<UserOut>({ method: 'put', url: `${ROOT}/${id}/pessoa`, data: { person_id: personId }, headers: ifMatch(version) }),
  deactivate: (id: Id, version: number) => call<UserOut>({ method: 'post', url: `${ROOT}/${id}/deactivation`, headers: ifMatch(version) }),
  reactivate: (id: Id, version: number) => call<UserOut>({ method: 'delete', url: `${ROOT}/${id}/deactivation`, headers: ifMatch(version) }),
  sendLink: (id: Id, version: number) => call<PasswordLinkOut>({ method: 'post', url: `${ROOT}/${id}/convite`, headers: ifMatch(version) }),
  endSessions: (id: Id, version: number) => call<UserOut>({ method: 'delete', url: `${ROOT}/${id}/sessions`, headers: ifMatch(version) }),
  removeSecondFactor: (id: Id, version: number) => call<UserOut>({ method: 'delete', url: `${ROOT}/${id}/second-factor`, headers: ifMatch(version) }),
  grant: (id: Id, body: GrantIn, version: number, options?: WriteOptions) =>
    call<UserOut>({ method: 'post', url: `${ROOT}/${id}/grants`, data: body, headers: { ...ifMatch(version), ...idempotent(options) } }),
  revoke: (id: Id, grantId: Id, version: number) => call<UserOut>({ method: 'delete', url: `${ROOT}/${id}/grants/${grantId}`, headers: ifMatch(version) }),
};
