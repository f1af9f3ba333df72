export { usersList } from './definition';
export { UserDetail } from './UserDetail';
