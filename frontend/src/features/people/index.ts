export { peopleList } from './definition';
export { PersonDetail } from './PersonDetail';
