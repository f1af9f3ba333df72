import { call, ifMatch } from './http';
import { resource } from './resources';
import type { Id, LocationKind, LocationKindCode, LocationNode, LocationOut } from './types';

export interface LocationIn {
  name: string;
  type: LocationKindCode;
  parent_id?: Id | null;
  code?: string | null;
  latitude?: number | null;
  longitude?: number | null;
}

const ROOT = '/localizacoes';

export const locationsApi = {
  ...resource<LocationOut, LocationIn>(ROOT),
  /** Children of a node (null: the roots), or with `q` the matches with their ancestors. */
  tree: (query: { parent_id?: Id; q?: string }, signal?: AbortSignal) =>
    call<{ items: LocationNode[]; truncated: boolean }>({ method: 'get', url: `${ROOT}/arvore`, params: query, signal }),
  kinds: (signal?: AbortSignal) => call<{ items: LocationKind[] }>({ method: 'get', url: `${ROOT}/tipos`, signal }),
  move: (id: Id, parentId: Id | null, version: number) =>
    call<LocationOut>({ method: 'post', url: `${ROOT}/${id}/mudanca`, data: { parent_id: parentId }, headers: ifMatch(version) }),
};
