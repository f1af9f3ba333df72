export { SignInForm } from './SignInForm';
export { SignInScene } from './SignInScene';
