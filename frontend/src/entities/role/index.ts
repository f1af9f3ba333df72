export { RoleField, useLabel, useRoles } from './roles';
