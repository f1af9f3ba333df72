export { Trail } from './Trail';
