export { PersonPicker, personSource } from './PersonPicker';
export { personField } from './field';
