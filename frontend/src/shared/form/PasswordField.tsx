import { PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface PasswordFieldProps {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  /** Tells a password manager which one is meant. */
  kind: 'current' | 'new';
  name?: string;
  error?: string | null;
  description?: ReactNode;
  required?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
}

/** A password, hidden until one asks to see it. */
export function PasswordField({ kind, onChange, ...rest }: PasswordFieldProps) {
  const { t } = useTranslation('shared');
  return (
    <PasswordInput
      {...rest}
      autoComplete={kind === 'new' ? 'new-password' : 'current-password'}
      maxLength={128}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
    />
  );
}
