export { RulesScene } from './RulesScene';
