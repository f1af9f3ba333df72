export { CalendarsScene } from './CalendarsScene';
