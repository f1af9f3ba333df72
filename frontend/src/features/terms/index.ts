export { termsList } from './definition';
export { SignByLink } from './SignByLink';
export { TermDetail } from './TermDetail';
export { VerifyTerm } from './VerifyTerm';
