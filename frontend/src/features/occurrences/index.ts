export { occurrencesList } from './definition';
export { Found } from './Found';
export { OccurrenceDetail } from './OccurrenceDetail';
