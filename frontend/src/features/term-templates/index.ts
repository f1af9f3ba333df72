export { TemplatesScene } from './TemplatesScene';
