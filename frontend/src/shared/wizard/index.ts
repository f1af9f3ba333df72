export { useWizardStep } from './useWizardStep';
export { Wizard, type WizardStep } from './Wizard';
