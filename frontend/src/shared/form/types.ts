import type { ComponentType } from 'react';
import type { Permission } from '@/api/types';

/** Values of a form by field name; what the API calls null is null here too. */
export type Values = Record<string, unknown>;

export interface CustomFieldProps {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | null;
  required?: boolean;
  disabled?: boolean;
  description?: string;
  /** All values of the form, for a field whose choices hang on another. */
  values: Values;
  /** While what is typed cannot be read: the message; null when it can. */
  onInvalid: (message: string | null) => void;
}

/** One field. `name` is the name in the API: problems point at "/name". */
export interface FormField {
  name: string;
  /** Key of the label, with namespace. */
  label: string;
  kind: 'text' | 'textarea' | 'amount' | 'date' | 'select' | 'custom';
  required?: boolean;
  maxLength?: number;
  /** Key of the remark below the field. */
  hint?: string;
  mono?: boolean;
  /** Whole line instead of half. */
  wide?: boolean;
  /** For `select`: value and key of its text. */
  options?: { value: string; label: string }[];
  /** For `custom`: a picker. */
  Component?: ComponentType<CustomFieldProps>;
  /** How a value is written in the 412 comparison; without it as text. */
  Show?: ComponentType<{ value: unknown }>;
  /** Only who holds it sees the field. */
  permission?: Permission;
  autoComplete?: string;
}

/** A titled group of fields. */
export interface FormSection {
  id: string;
  /** Key of the heading. */
  title?: string;
  /** Key of a line below the heading. */
  hint?: string;
  fields: FormField[];
}

/** All fields of the sections in order. */
export function fieldsOf(sections: FormSection[]): FormField[] {
  return sections.flatMap((section) => section.fields);
}
