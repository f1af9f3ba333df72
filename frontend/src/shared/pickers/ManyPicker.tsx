import { IconX } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id, Ref } from '@/api/types';
import { IconButton } from '../ui/Button';
import classes from './many.module.css';
import type { PickerProps } from './Picker';

interface ManyPickerProps<T extends Ref> {
  /** Finds one of them. */
  Picker: ComponentType<Omit<PickerProps, 'source' | 'icon' | 'onCreate'>>;
  label: string;
  description?: string;
  value: T[];
  /** What was chosen, as one of the list. */
  make: (one: Ref) => T;
  onChange: (value: T[]) => void;
  /** Named elsewhere already. */
  exclude?: Id[];
  /** What is wrong with the one at this place of the list. */
  errorOf?: (index: number) => string | undefined;
  /** What is wrong with the list as a whole. */
  error?: string | null;
  /** More to say of one of them. */
  extra?: (one: T) => ReactNode;
}

/** Several of a kind, found one after the other, each to be taken back. */
export function ManyPicker<T extends Ref>({ Picker, label, description, value, make, onChange, exclude = [], errorOf = () => undefined, error, extra }: ManyPickerProps<T>) {
  const { t } = useTranslation('shared');
  return (
    <div className={classes.field}>
      <Picker
        label={label}
        description={description}
        value={null}
        error={value.map((one, index) => (errorOf(index) ? `${one.name}: ${errorOf(index)}` : null)).find(Boolean) ?? error}
        exclude={[...exclude, ...value.map((one) => one.id)]}
        onChange={(id, option) => id !== null && option && onChange([...value, make({ id, name: option.name })])}
      />
      {value.length > 0 && (
        <ul>
          {value.map((one, index) => (
            <li key={one.id} data-wrong={errorOf(index) ? '' : undefined}>
              <span className="ell">{one.name}</span>
              {extra?.(one)}
              <IconButton label={t('remove', { name: one.name })} onClick={() => onChange(value.filter((other) => other.id !== one.id))}>
                <IconX size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
