import { useMemo } from 'react';
import { loansApi } from '@/api/loans';
import { occurrencesApi } from '@/api/occurrences';
import { rolesApi, type RoleOut } from '@/api/roles';
import { termsApi } from '@/api/terms';
import { transfersApi } from '@/api/transfers';
import type { Permission, UserRow } from '@/api/types';
import { usersApi } from '@/api/users';
import { assetSource } from '@/entities/asset';
import { categorySource } from '@/entities/category';
import { locationSource } from '@/entities/location';
import { personSource } from '@/entities/person';
import { useLabel } from '@/entities/role';
import { supplierSource } from '@/entities/supplier';
import type { PickerOption, PickerSource } from '@/shared/pickers';
import { hasPermission, useStore } from '@/shared/store/store';

const SIZE = 30;
const typed = (q: string) => ({ q: q || undefined, page_size: SIZE });

const ofUser = ({ id, name, username }: UserRow): PickerOption => ({ id, name, hint: username });
const users: PickerSource = {
  key: 'users',
  search: async (q, signal) => (await usersApi.list(typed(q), signal)).items.map(ofUser),
  one: async (id, signal) => ofUser(await usersApi.get(id, signal)),
};

const ofTransfer = ({ id, number, reason }: { id: number; number: string; reason: string }): PickerOption => ({ id, name: number, hint: reason });
const transfers: PickerSource = {
  key: 'transfers',
  search: async (q, signal) => (await transfersApi.list(typed(q), signal)).items.map(ofTransfer),
  one: async (id, signal) => ofTransfer(await transfersApi.get(id, signal)),
};

const ofLoan = ({ id, number, purpose }: { id: number; number: string; purpose: string }): PickerOption => ({ id, name: number, hint: purpose });
const loans: PickerSource = {
  key: 'loans',
  search: async (q, signal) => (await loansApi.list(typed(q), signal)).items.map(ofLoan),
  one: async (id, signal) => ofLoan(await loansApi.get(id, signal)),
};

const ofOccurrence = ({ id, asset, description }: { id: number; asset: { tag: string }; description: string }): PickerOption => ({ id, name: `${id} · ${asset.tag}`, hint: description });
const occurrences: PickerSource = {
  key: 'occurrences',
  search: async (q, signal) => (await occurrencesApi.list(typed(q), signal)).items.map(ofOccurrence),
  one: async (id, signal) => ofOccurrence(await occurrencesApi.get(id, signal)),
};

const ofTerm = ({ id, number, signer }: { id: number; number: string; signer: { name: string } }): PickerOption => ({ id, name: number, hint: signer.name });
const terms: PickerSource = {
  key: 'terms',
  search: async (q, signal) => (await termsApi.list(typed(q), signal)).items.map(ofTerm),
  one: async (id, signal) => ofTerm(await termsApi.get(id, signal)),
};

const rolesBy = (nameOf: (role: RoleOut) => string): PickerSource => {
  const ofRole = (role: RoleOut): PickerOption => ({ id: role.id, name: nameOf(role) });
  return {
    key: 'roles',
    search: async (q, signal) => (await rolesApi.list(typed(q), signal)).items.map(ofRole),
    one: async (id, signal) => ofRole(await rolesApi.get(id, signal)),
  };
};

/** Kinds of records that can be found by name or number, with the right that listing them takes. */
const KINDS: { entity: string; permission: Permission; source: PickerSource | null }[] = [
  { entity: 'asset', permission: 'assets.read', source: assetSource },
  { entity: 'location', permission: 'locations.read', source: locationSource },
  { entity: 'person', permission: 'people.read', source: personSource },
  { entity: 'asset_category', permission: 'catalogue.read', source: categorySource },
  { entity: 'supplier', permission: 'catalogue.read', source: supplierSource },
  { entity: 'movement_document', permission: 'movements.read', source: transfers },
  { entity: 'loan_agreement', permission: 'loans.read', source: loans },
  { entity: 'asset_occurrence', permission: 'occurrences.read', source: occurrences },
  { entity: 'term', permission: 'terms.read', source: terms },
  { entity: 'user', permission: 'users.read', source: users },
  { entity: 'role', permission: 'roles.read', source: null },
];

/** Where records are looked up, by kind: only of the kinds that one may list. */
export function useSources(): Record<string, PickerSource> {
  const user = useStore((state) => state.user);
  const nameOf = useLabel();
  return useMemo(() => {
    const roles = rolesBy(nameOf);
    return Object.fromEntries(KINDS.filter(({ permission }) => hasPermission(user, permission)).map(({ entity, source }) => [entity, source ?? roles]));
  }, [user, nameOf]);
}
