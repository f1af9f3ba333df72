export { ManyPicker } from './ManyPicker';
export { Picker, type PickerProps } from './Picker';
export type { PickerOption, PickerSource } from './useOptions';
