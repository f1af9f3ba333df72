export { LocationPicker, locationSource } from './LocationPicker';
export { locationField } from './field';
export { KindText, LocationIcon, useLocationKinds } from './kinds';
