export { EntityTimeline } from './EntityTimeline';
export { actionOf, useTrailWords } from './words';
