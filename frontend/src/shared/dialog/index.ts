export { useAttemptKey } from './useAttemptKey';
export { ActDialog, type FieldErrors } from './ActDialog';
export { FormDialog, type FormDialogProps } from './FormDialog';
export { RulesButton, type RulesEditorProps } from './RulesButton';
export { StepDialog, useReason, type StepWords } from './StepDialog';
