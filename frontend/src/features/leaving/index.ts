export { LeavingScene } from './LeavingScene';
