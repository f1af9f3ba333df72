export { categoriesTree } from './definition';
