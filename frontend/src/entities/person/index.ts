export { PersonPicker, personSource } from './PersonPicker';
export { personField } from './field';
export { PersonCard, PersonCell, PersonFace } from './rows';
