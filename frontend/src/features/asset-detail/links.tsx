import { Link } from 'react-router';
import type { Ref } from '@/api/types';
import { usePermission } from '@/shared/store/store';

/** A person as a way to her page, for who may open it. */
export function PersonLink({ person }: { person: Ref }) {
  return usePermission('people.read') ? <Link to={`/pessoas/${person.id}`}>{person.name}</Link> : <>{person.name}</>;
}

/** A supplier as a way to its page, for who may open it. */
export function SupplierLink({ supplier }: { supplier: Ref }) {
  return usePermission('catalogue.read') ? <Link to={`/fornecedores/${supplier.id}`}>{supplier.name}</Link> : <>{supplier.name}</>;
}
