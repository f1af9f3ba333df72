export { LabelsScene } from './LabelsScene';
