export { loansList } from './definition';
export { LoanDetail } from './LoanDetail';
export { LoanCalendar } from './calendar/LoanCalendar';
export { LoanEditor } from './editor/LoanEditor';
