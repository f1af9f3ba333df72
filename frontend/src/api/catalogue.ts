import { call, ifMatch } from './http';
import { idempotent, resource, type WriteOptions } from './resources';
import type { CategoryOut, Id, PersonOut, SupplierOut } from './types';

export interface CategoryIn {
  name: string;
  parent_id?: Id | null;
}

export interface SupplierIn {
  name: string;
  tax_id?: string | null;
  contact?: string | null;
  email?: string | null;
  phone?: string | null;
}

export interface PersonIn {
  name: string;
  registration?: string | null;
  email?: string | null;
  cpf?: string | null;
  location_id?: Id | null;
  active?: boolean;
}

export const categoriesApi = resource<CategoryOut, CategoryIn>('/ativos/categorias');
export const suppliersApi = resource<SupplierOut, SupplierIn>('/compras/fornecedores');
/** Fields of the leaving record that may be the right ones. */
export const MERGE_FIELDS = ['name', 'registration', 'email', 'location_id'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

export interface MergeIn {
  into_id: Id;
  into_version?: number | null;
  take?: MergeField[];
}

/** What a merge would do, and what is in its way. */
export interface MergePreview {
  leaving: PersonOut;
  staying: PersonOut;
  assets: number;
  users: number;
  obstacles: { code: string; title: string; detail: string }[];
}

const PEOPLE = '/pessoas';
export const peopleApi = {
  ...resource<PersonOut, PersonIn>(PEOPLE),
  /** Every digit of the CPF; the trail keeps that it was read. */
  readCpf: (id: Id) => call<{ cpf: string }>({ method: 'post', url: `${PEOPLE}/${id}/cpf` }),
  previewMerge: (leaving: Id, staying: Id, signal?: AbortSignal) => call<MergePreview>({ method: 'get', url: `${PEOPLE}/${leaving}/fusao`, params: { into_id: staying }, signal }),
  merge: (leaving: Id, body: MergeIn, version: number, options?: WriteOptions) =>
    call<PersonOut>({ method: 'post', url: `${PEOPLE}/${leaving}/fusao`, data: body, headers: { ...ifMatch(version), ...idempotent(options) } }),
};
