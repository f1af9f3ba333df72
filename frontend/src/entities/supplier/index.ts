export { SupplierPicker, supplierSource } from './SupplierPicker';
export { supplierField } from './field';
