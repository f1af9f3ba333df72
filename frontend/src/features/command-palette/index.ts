export { default as CommandPalette, type Command } from './CommandPalette';
