import { call, ifMatch } from './http';
import { idempotent, resource, type WriteOptions } from './resources';
import type { Id, RoleBrief } from './types';

export interface RoleOut extends RoleBrief {
  id: Id;
  built_in: boolean;
  permissions: string[];
  user_count: number;
  version: number;
  allowed_actions: ('edit' | 'permissions' | 'copy' | 'delete')[];
}

export interface RoleNames {
  label_pt: string;
  label_en?: string | null;
}

export interface PermissionOut {
  name: string;
  label_pt: string;
  label_en: string;
  about_pt: string;
  about_en: string;
}

export interface PermissionGroup {
  name: string;
  label_pt: string;
  label_en: string;
  permissions: PermissionOut[];
}

const ROOT = '/roles';

export const rolesApi = {
  ...resource<RoleOut, RoleNames & { permissions?: string[] }>(ROOT),
  copy: (id: Id, body: RoleNames, options?: WriteOptions) => call<RoleOut>({ method: 'post', url: `${ROOT}/${id}/copy`, data: body, headers: idempotent(options) }),
  setPermissions: (id: Id, permissions: string[], version: number) =>
    call<RoleOut>({ method: 'put', url: `${ROOT}/${id}/permissions`, data: { permissions }, headers: ifMatch(version) }),
  permissions: (signal?: AbortSignal) => call<{ groups: PermissionGroup[] }>({ method: 'get', url: '/permissions', signal }),
};
