import { pickerField } from '../pickerField';
import { PersonPicker, personSource } from './PersonPicker';

/** Field of a form: a person. */
export const personField = pickerField(PersonPicker, personSource);
