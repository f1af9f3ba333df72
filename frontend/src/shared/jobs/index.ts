export { JobProgress } from './JobProgress';
export { isRunning, useJob } from './useJob';
