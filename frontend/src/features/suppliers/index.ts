export { suppliersList } from './definition';
export { SupplierDetail } from './SupplierDetail';
