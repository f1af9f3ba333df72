export { UserOfPerson } from './UserOfPerson';
