export { positionsList } from './definition';
