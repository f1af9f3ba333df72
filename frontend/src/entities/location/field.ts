import { pickerField } from '../pickerField';
import { LocationPicker, locationSource } from './LocationPicker';

/** Field of a form: a place. */
export const locationField = pickerField(LocationPicker, locationSource);
