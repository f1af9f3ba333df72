export { TERM_STATES, TermBadge } from './badges';
export { TermsOf } from './TermsOf';
