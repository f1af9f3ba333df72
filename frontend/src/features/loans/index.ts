export { loansList } from './definition';
export { LoanDetail } from './LoanDetail';
