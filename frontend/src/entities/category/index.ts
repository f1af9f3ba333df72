export { CategoryPicker, categorySource } from './CategoryPicker';
export { categoryField } from './field';
