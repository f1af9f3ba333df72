export { DeciderPicker, DecidersField } from './DeciderPicker';
