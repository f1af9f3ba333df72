export { ChoosePasswordForm } from './ChoosePasswordForm';
export { ForgotPasswordForm } from './ForgotPasswordForm';
export { SignInForm } from './SignInForm';
export { SignInScene } from './SignInScene';
