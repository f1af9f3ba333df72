import { pickerField } from '../pickerField';
import { SupplierPicker, supplierSource } from './SupplierPicker';

/** Field of a form: a supplier. */
export const supplierField = pickerField(SupplierPicker, supplierSource);
