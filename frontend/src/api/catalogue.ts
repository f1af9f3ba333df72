import { resource } from './resources';
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
export const peopleApi = resource<PersonOut, PersonIn>('/pessoas');
