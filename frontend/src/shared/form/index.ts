export { AmountField, DateField, TextAreaField, TextField, useTypedText, type FieldProps } from './inputs';
export { focusFirstWrong } from './focus';
export { PasswordField } from './PasswordField';
export { TaxIdField } from './TaxIdField';
export { ConflictDialog } from './ConflictDialog';
export { DraftNotice, GeneralProblem, ResourceFormView } from './ResourceFormView';
export { useResourceForm, type ResourceForm, type SubmitInput } from './useResourceForm';
export type { CustomFieldProps, FormField, FormSection, Values } from './types';
