export { CodeScene } from './CodeScene';
export { ScanScene } from './ScanScene';
