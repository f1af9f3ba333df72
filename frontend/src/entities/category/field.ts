import { pickerField } from '../pickerField';
import { CategoryPicker, categorySource } from './CategoryPicker';

/** Field of a form: a category. */
export const categoryField = pickerField(CategoryPicker, categorySource);
