export { ImportsScene } from './ImportsScene';
export { ImportWizard } from './ImportWizard';
