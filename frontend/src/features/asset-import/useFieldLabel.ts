import { createContext, useContext } from 'react';
import type { ImportField } from '@/api/imports';
import { useStore } from '@/shared/store/store';

/** The fields of the import that is shown, so that any part can name one. */
export const FieldsContext = createContext<ImportField[]>([]);

/** Name of a field in the language of the screens. */
export function useFieldLabel(): (field: ImportField | string) => string {
  const fields = useContext(FieldsContext);
  const english = useStore((state) => state.preferences.language === 'en');
  return (field) => {
    const found = typeof field === 'string' ? fields.find((candidate) => candidate.field === field) : field;
    if (!found) return typeof field === 'string' ? field : field.field;
    return english ? found.label_en : found.label_pt;
  };
}
