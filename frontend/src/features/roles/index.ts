export { rolesList } from './definition';
export { RoleDetail } from './RoleDetail';
