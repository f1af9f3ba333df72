export { locationsTree } from './definition';
