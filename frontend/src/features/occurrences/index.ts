export { occurrencesList } from './definition';
export { OccurrenceDetail } from './OccurrenceDetail';
